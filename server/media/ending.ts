import type { CallId, ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { CallEndReason } from '@jawort/shared/domain/records';
import type { CallRuntime } from './call-runtime.ts';
import { callView } from './latest-call.ts';
import type { LiveCall } from './live-call.ts';

/** How long a lost party may take to come back before the call ends. */
const missedMs = 60_000;

/** How calls end: hung up, declined, not answered, lost. */
export class Ending {
  readonly #runtime: CallRuntime;

  constructor(runtime: CallRuntime) {
    this.#runtime = runtime;
  }

  /** Ends the call for everybody, the recorder first. A call that has ended stays as it ended. */
  async end(conversation: ConversationId, call: CallId, reason: CallEndReason): Promise<void> {
    const { events, live, parts } = this.#runtime;
    if (!live.find(conversation, call)) return;
    await events.held(conversation, parts.clock.monotonic(), () =>
      this.#runtime.turn(conversation, () => this.#store(conversation, call, reason)),
    );
  }

  /** Ends the call as not answered unless two have joined in time. */
  ring(live: LiveCall, ms: number): void {
    live.ring(ms, () => {
      this.#endLater(live, 'no-answer');
    });
  }

  /** Ends the call unless the party joins again within a minute. */
  miss(live: LiveCall, party: ParticipantId): void {
    live.miss(party, missedMs, () => {
      this.#endLater(live, 'lost');
    });
  }

  /** Nobody sits in the call any more; whoever did is awaited. */
  unseatAll(live: LiveCall): void {
    for (const party of live.unseatAll()) this.miss(live, party);
  }

  #endLater({ conversation, call }: LiveCall, reason: CallEndReason): void {
    this.#runtime.later(`a call ends: ${reason}`, () => this.end(conversation, call, reason));
  }

  async #store(conversation: ConversationId, call: CallId, reason: CallEndReason): Promise<void> {
    const { events, live, parts } = this.#runtime;
    const ending = live.find(conversation, call);
    if (!ending) return;
    if (reason === 'no-answer' && callView(await events.read(conversation))?.state !== 'ringing') return;
    await events.append(conversation, { type: 'call.ended', call, reason });
    live.end(ending);
    parts.media.find(call)?.close();
    await this.#runtime.tell(conversation);
  }
}
