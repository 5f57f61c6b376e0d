import type { Logger } from 'pino';
import type { Lifecycle } from '../conversation/lifecycle.ts';
import type { Messaging } from '../conversation/messaging.ts';
import type { Sites } from '../conversation/site.ts';
import type { Snapshots } from '../conversation/snapshots.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { AgentStore, ConversationStore } from '../ports/store.ts';
import type { Inboxes } from '../routing/inboxes.ts';
import type { Presence } from '../routing/presence.ts';
import type { Asker, Handlers, OnGone } from './handler.ts';
import type { Origins } from './origins.ts';
import type { RateLimits } from './rate-limits.ts';

/** All that the realtime server is put together from. */
export type RealtimeParts = {
  readonly agents: AgentStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly conversations: ConversationStore;
  readonly inboxes: Inboxes;
  readonly lifecycle: Lifecycle;
  readonly limits: RateLimits;
  readonly log: Logger;
  readonly messaging: Messaging;
  readonly origins: Origins;
  readonly presence: Presence;
  readonly sites: Sites;
  readonly snapshots: Snapshots;
  /** What participants of either role may ask besides messages: calls, media, consent. */
  readonly handlers: readonly Handlers[];
  readonly onGone: readonly OnGone[];
  /** Told when a participant's request could not be done. */
  readonly onFailed: (error: unknown, asker: Asker) => void;
  /** Gives the address a connection comes from. */
  readonly addressOf: (peer: string, forwardedFor: string | undefined) => string;
};
