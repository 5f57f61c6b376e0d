import type { CallId, ConversationId, ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import type { ConsentView } from '@jawort/shared/domain/records';
import type { StoredEvent } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { Turns } from '../conversation/turns.ts';
import type { Calls } from '../media/calls.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { RecordingGuard } from '../ports/recording.ts';
import type { ServerSigner } from '../ports/signer.ts';
import type { EventReader, NoticeStore, RefusalStore } from '../ports/store.ts';
import { consentView } from './consent-view.ts';

export type ConsentParts = {
  readonly calls: Calls;
  readonly events: Pick<EventReader, 'read'>;
  readonly refusals: RefusalStore;
  readonly notices: Pick<NoticeStore, 'document'>;
  readonly signer: ServerSigner;
  readonly guard: RecordingGuard;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told of what went wrong while nobody waited for an answer. */
  readonly onProblem: (what: string, error: unknown) => void;
};

/** What all that concerns consent works with. */
export class ConsentRuntime {
  readonly parts: ConsentParts;
  readonly #turns = new Turns();

  constructor(parts: ConsentParts) {
    this.parts = parts;
  }

  /** Does a task when no other changes the conversation's consents. */
  turn<Result>(conversation: ConversationId, task: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(conversation, task);
  }

  /** The verified chain, and the same events as they are stored. */
  async read(conversation: ConversationId): Promise<Stored> {
    const events = await this.parts.calls.events.read(conversation);
    return { events, stored: await this.parts.events.read(conversation) };
  }

  async view(conversation: ConversationId, party: ParticipantId): Promise<ConsentView> {
    return this.#view(await this.read(conversation), conversation, party);
  }

  /** Both keep the receipt of whatever either has said. */
  tellReceipt(conversation: ConversationId, call: CallId, receipt: string, statement: string | null): void {
    const { bus } = this.parts;
    const told = { conversation, call, receipt, statement };
    bus.ring({ to: 'conversation', conversation }, 'consent:receipted', told);
  }

  /** Tells each party its own view; a bell may get lost, so it fails nothing. */
  async tell(conversation: ConversationId): Promise<void> {
    try {
      const stored = await this.read(conversation);
      for (const party of participantsIn(stored.events)) await this.#tellParty(stored, conversation, party);
    } catch (error) {
      this.parts.onProblem('a change of consent could not be told', error);
    }
  }

  /** Tells one party its view, and nobody else anything. */
  async tellParty(conversation: ConversationId, party: ParticipantId): Promise<void> {
    await this.#tellParty(await this.read(conversation), conversation, party);
  }

  async #tellParty(stored: Stored, conversation: ConversationId, party: ParticipantId): Promise<void> {
    const now = await this.#view(stored, conversation, party);
    this.parts.bus.ring({ to: 'party', conversation, party }, 'consent:changed', { conversation, now });
  }

  #view(stored: Stored, conversation: ConversationId, party: ParticipantId): Promise<ConsentView> {
    const { refusals } = this.parts;
    const hasRefused = (request: RequestId) => refusals.hasRefused(conversation, party, request);
    return consentView({ ...stored, party, hasRefused });
  }
}

export type Stored = {
  readonly events: readonly VerifiedEvent[];
  readonly stored: readonly StoredEvent[];
};

function participantsIn(events: readonly VerifiedEvent[]): ReadonlySet<ParticipantId> {
  const found = new Set<ParticipantId>();
  for (const { body } of events) {
    if (body.type === 'conversation.opened') found.add(body.visitor);
    if (body.type === 'agent.assigned' || body.type === 'party.joined') found.add(body.party);
  }
  return found;
}
