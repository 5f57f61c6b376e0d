import type { CallId, ConversationId } from '@jawort/shared/domain/ids';
import type { EventBody, EventType } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { foldCall } from '@jawort/shared/gate/call-state';
import type { Appended, Chain, Entry, Head } from '../conversation/chain.ts';
import { JawortError } from '../error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hold, RecordingGuard } from '../ports/recording.ts';

const firstRetryMs = 1000;
const longestRetryMs = 30_000;
/** So many events a conversation may have before its parties can add no more to it: some hundred calls. */
const eventsAtMost = 3000;
const growing: ReadonlySet<EventType> = new Set<EventType>([
  'call.started',
  'party.joined',
  'media.added',
  'key.bound',
  'consent.requested',
  'consent.given',
]);

export type CallEventParts = {
  readonly chain: Chain;
  readonly guard: RecordingGuard;
  readonly clock: Clock;
};

/** An event that concerns one call. */
export type CallEventBody = EventBody & { readonly call: CallId };

type Decide = (events: readonly VerifiedEvent[], head: Head) => Promise<Entry>;

/**
 * Stores what happens in calls. When the store fails, recording stays closed until the call is stored as interrupted; from then on
 * the events themselves keep it closed until everybody has joined again (RG4).
 */
export class CallEvents {
  readonly #parts: CallEventParts;
  readonly #failing = new Map<ConversationId, Hold[]>();
  readonly #listeners: ((conversation: ConversationId) => void)[] = [];
  #closed = false;

  constructor(parts: CallEventParts) {
    this.#parts = parts;
  }

  /** Told when a call that the store had failed is stored as interrupted. */
  onInterrupted(listener: (conversation: ConversationId) => void): void {
    this.#listeners.push(listener);
  }

  read(conversation: ConversationId): Promise<readonly VerifiedEvent[]> {
    return this.#parts.chain.read(conversation);
  }

  /** Appends an event of the running call; refuses with ERR_CALL_ENDED when that is another or none. */
  append(conversation: ConversationId, body: CallEventBody): Promise<Appended> {
    return this.decide(conversation, async (events) => {
      expectRunning(events, body.call);
      return { body };
    });
  }

  /** As {@link Chain.decide}; then does what has to be done before the gate is told, and tells it. */
  async decide(
    conversation: ConversationId,
    decide: Decide,
    beforeGate: (appended: Appended) => void = () => undefined,
  ): Promise<Appended> {
    try {
      const appended = await this.#parts.chain.decide(conversation, bounded(decide));
      beforeGate(appended);
      this.#parts.guard.reconsider(conversation);
      return appended;
    } catch (error) {
      if (isRefusal(error)) throw error;
      throw await this.#keepClosed(conversation, error);
    }
  }

  /** Does `task` while the recorder, having acknowledged it, writes nothing that arrived after monotonic `at`. */
  async held<Result>(conversation: ConversationId, at: bigint, task: () => Promise<Result>): Promise<Result> {
    const hold = await this.#parts.guard.hold(conversation, at);
    try {
      return await task();
    } finally {
      hold.release();
      this.#parts.guard.reconsider(conversation);
    }
  }

  /** Keeps recording closed because something that belongs to the conversation could not be stored. */
  async storeFailed(conversation: ConversationId, cause: unknown): Promise<void> {
    if (!this.#failing.has(conversation)) await this.#keepClosed(conversation, cause);
  }

  /** No more tries: the next start finds the call open and stores it as interrupted. */
  close(): void {
    this.#closed = true;
  }

  async #keepClosed(conversation: ConversationId, cause: unknown): Promise<JawortError> {
    const { guard, clock } = this.#parts;
    const hold = await guard.hold(conversation, clock.monotonic());
    const holds = this.#failing.get(conversation);
    if (holds) holds.push(hold);
    else {
      this.#failing.set(conversation, [hold]);
      this.#interruptLater(conversation, firstRetryMs);
    }
    return new JawortError('ERR_STORE_FAILED', 'Nothing was stored, and nothing is recorded; try again.', {
      cause,
      retryAfterMs: firstRetryMs,
    });
  }

  #interruptLater(conversation: ConversationId, ms: number): void {
    this.#parts.clock.after(ms, () => {
      if (!this.#closed) void this.#interrupt(conversation, ms);
    });
  }

  async #interrupt(conversation: ConversationId, ms: number): Promise<void> {
    try {
      await this.#parts.chain.decide(conversation, async (events) => ({ body: interruption(events) }));
    } catch (error) {
      if (!isRefusal(error)) {
        this.#interruptLater(conversation, Math.min(ms * 2, longestRetryMs));
        return;
      }
    }
    this.#letGo(conversation);
  }

  #letGo(conversation: ConversationId): void {
    const holds = this.#failing.get(conversation) ?? [];
    this.#failing.delete(conversation);
    for (const hold of holds) hold.release();
    this.#parts.guard.reconsider(conversation);
    for (const listener of this.#listeners) listener(conversation);
  }
}

/** Refuses with ERR_CALL_ENDED unless `call` runs. */
export function expectRunning(events: readonly VerifiedEvent[], call: CallId): void {
  if (foldCall(events)?.call !== call) throw new JawortError('ERR_CALL_ENDED', 'This call has ended.');
}

// A chain is read again and again, so nobody may make it endless. What closes a gate that is open is always taken.
function bounded(decide: Decide): Decide {
  return async (events, head) => {
    const entry = await decide(events, head);
    if (events.length < eventsAtMost || !isDispensable(entry.body, events)) return entry;
    throw new JawortError(
      'ERR_RATE_LIMITED',
      'Too much has happened in this conversation; begin another one.',
    );
  };
}

function isDispensable(body: EventBody, events: readonly VerifiedEvent[]): boolean {
  if (body.type === 'consent.withdrawn') return !foldCall(events)?.parties.get(body.party)?.consent;
  return growing.has(body.type);
}

function interruption(events: readonly VerifiedEvent[]): EventBody {
  const running = foldCall(events);
  if (!running) throw new JawortError('ERR_CALL_ENDED', 'No call runs.');
  return { type: 'call.interrupted', call: running.call, reason: 'store-failed' };
}

// What was decided is an answer; what the store or the chain itself could not do is a failure.
function isRefusal(error: unknown): boolean {
  return error instanceof JawortError && error.code !== 'ERR_STORE_FAILED';
}
