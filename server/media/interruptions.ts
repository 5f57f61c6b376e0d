import type { CallId, ConversationId } from '@jawort/shared/domain/ids';
import { foldCall } from '@jawort/shared/gate/call-state';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { ringMs } from '@jawort/shared/protocol/version';
import type { CallEventBody } from './call-events.ts';
import type { CallRuntime } from './call-runtime.ts';
import type { ClockJump } from './clock-watch.ts';
import type { Ending } from './ending.ts';
import { latestCall, ringsUntil } from './latest-call.ts';
import type { LiveCall } from './live-call.ts';

/** What makes everybody in a call absent at once, so that recording stays closed until they have joined again (RG4). */
export class Interruptions {
  readonly #runtime: CallRuntime;
  readonly #ending: Ending;

  constructor(runtime: CallRuntime, ending: Ending) {
    this.#runtime = runtime;
    this.#ending = ending;
    runtime.parts.media.onLost((call) => {
      this.#mediaLost(call);
    });
    runtime.events.onInterrupted((conversation) => {
      this.#storeFailed(conversation);
    });
  }

  /** For every running call: what the clocks say cannot be relied on (RG3). */
  async clockJumped(jump: ClockJump): Promise<void> {
    const calls = this.#runtime.live.all();
    await Promise.all(
      calls.map((live) => this.#interrupt(live, { type: 'clock.jump', call: live.call, ...jump })),
    );
  }

  /** For every call that was open when the process ended; to be done before anybody may connect. */
  async afterRestart(): Promise<void> {
    for (const conversation of await this.#runtime.parts.events.withOpenCall())
      await this.#runtime.turn(conversation, () => this.#reopenOrReport(conversation));
  }

  #mediaLost(call: CallId): void {
    const live = this.#runtime.live.byCall(call);
    if (!live) return;
    this.#runtime.later('the media server lost a call', () =>
      this.#interrupt(live, { type: 'call.interrupted', call, reason: 'media-lost' }),
    );
  }

  async #interrupt(live: LiveCall, body: CallEventBody): Promise<void> {
    const { events, parts } = this.#runtime;
    const { conversation } = live;
    await events.held(conversation, parts.clock.monotonic(), () =>
      this.#runtime.turn(conversation, async () => {
        this.#ending.unseatAll(live);
        await events.append(conversation, body);
      }),
    );
    await this.#askToRejoin(live);
  }

  #storeFailed(conversation: ConversationId): void {
    const live = this.#runtime.live.in(conversation);
    if (!live) return;
    this.#ending.unseatAll(live);
    this.#runtime.later('a call was interrupted', () => this.#askToRejoin(live));
  }

  async #askToRejoin({ conversation, call }: LiveCall): Promise<void> {
    const { bus } = this.#runtime.parts;
    bus.ring({ to: 'conversation', conversation }, 'call:rejoin', { conversation, call });
    await this.#runtime.tell(conversation);
  }

  // A chain that cannot be read or written keeps its own call from going on, and no other.
  async #reopenOrReport(conversation: ConversationId): Promise<void> {
    try {
      await this.#reopen(conversation);
    } catch (error) {
      this.#runtime.parts.onProblem('an open call could not be taken up', error);
    }
  }

  async #reopen(conversation: ConversationId): Promise<void> {
    const { events, live, parts } = this.#runtime;
    const stored = await events.read(conversation);
    const running = foldCall(stored);
    if (!running) return;
    const { call, parties } = running;
    await events.append(conversation, { type: 'call.interrupted', call, reason: 'restart' });
    const reopened = live.open(conversation, call);
    for (const party of parties.keys()) this.#ending.miss(reopened, party);
    this.#ringOn(reopened, stored);
    const record = await parts.conversations.find(conversation);
    if (record) await parts.notices.publish(record);
  }

  #ringOn(live: LiveCall, events: readonly VerifiedEvent[]): void {
    const latest = latestCall(events);
    if (!latest || latest.arrivals.size > 1) return;
    const left = Date.parse(ringsUntil(latest)) - this.#runtime.parts.clock.now().getTime();
    this.#ending.ring(live, Math.min(Math.max(0, left), ringMs));
  }
}
