import type { ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Role } from '@jawort/shared/domain/records';
import type { IceServer } from '@jawort/shared/protocol/media';
import type { Chain } from '../conversation/chain.ts';
import { Turns } from '../conversation/turns.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { MediaServer } from '../ports/media.ts';
import type { RecordingGuard } from '../ports/recording.ts';
import type { ConversationRecord, ConversationStore, EventStore } from '../ports/store.ts';
import { CallEvents } from './call-events.ts';
import { callView } from './latest-call.ts';
import { LiveCalls } from './live-calls.ts';

/** Who asks: a participant through one of its connections. */
export type Caller = {
  readonly connection: string;
  readonly role: Role;
  readonly conversation: ConversationId;
  readonly party: ParticipantId;
};

export type CallParts = {
  readonly chain: Chain;
  readonly events: Pick<EventStore, 'withOpenCall'>;
  readonly conversations: Pick<ConversationStore, 'find'>;
  readonly media: MediaServer;
  readonly guard: RecordingGuard;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Sees to it that a conversation's chain names the notice in force. */
  readonly notices: { publish(conversation: ConversationRecord): Promise<unknown> };
  readonly iceServers: () => readonly IceServer[];
  /** Told of what went wrong while nobody waited for an answer. */
  readonly onProblem: (what: string, error: unknown) => void;
};

/** What all that concerns calls works with: one order of things per conversation, one way to store, one way to tell. */
export class CallRuntime {
  readonly parts: CallParts;
  readonly events: CallEvents;
  readonly live: LiveCalls;
  readonly #turns = new Turns();
  readonly #listeners: ((conversation: ConversationId) => void)[] = [];

  constructor(parts: CallParts) {
    this.parts = parts;
    this.events = new CallEvents(parts);
    this.live = new LiveCalls(parts.clock);
  }

  /** Does a task when no other changes the conversation's call. */
  turn<Result>(conversation: ConversationId, task: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(conversation, task);
  }

  onChanged(listener: (conversation: ConversationId) => void): void {
    this.#listeners.push(listener);
  }

  /** Rings the bell with what the store says now; it may get lost, so it fails nothing. */
  async tell(conversation: ConversationId): Promise<void> {
    try {
      const now = callView(await this.events.read(conversation));
      if (now)
        this.parts.bus.ring({ to: 'conversation', conversation }, 'call:changed', { conversation, now });
    } catch (error) {
      this.parts.onProblem('a change of a call could not be told', error);
    }
    for (const listener of this.#listeners) listener(conversation);
  }

  /** Does what nobody waits for. */
  later(what: string, task: () => Promise<void>): void {
    task().catch((error: unknown) => {
      this.parts.onProblem(what, error);
    });
  }
}
