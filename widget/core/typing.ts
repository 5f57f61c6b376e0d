import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { Clock } from './host.ts';

const everyMs = 2000;
const offAfterMs = 4000;
const believedMs = 6000;

/** Says that one is typing at most every 2 s, and that one has stopped 4 s after the last key. */
export class OwnTyping {
  readonly #clock: Clock;
  readonly #tell: (typing: boolean) => void;
  #toldAt = -Infinity;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, tell: (typing: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** To be called with each key (`true`), and when the text was sent or emptied (`false`). */
  set(typing: boolean): void {
    const wasTyping = this.#cancel !== null;
    this.#cancel?.();
    this.#cancel = typing ? this.#clock.after(offAfterMs, () => this.set(false)) : null;
    if (typing) this.#tellNowAndThen();
    else if (wasTyping) this.#stop();
  }

  #tellNowAndThen(): void {
    const now = this.#clock.now();
    if (now - this.#toldAt < everyMs) return;
    this.#toldAt = now;
    this.#tell(true);
  }

  #stop(): void {
    this.#toldAt = -Infinity;
    this.#tell(false);
  }
}

/** Believes that another is typing for 6 s, so that a lost word of stopping does not leave them typing for ever. */
export class OthersTyping {
  readonly #clock: Clock;
  readonly #show: (participant: ParticipantId, typing: boolean) => void;
  readonly #cancels = new Map<ParticipantId, () => void>();

  constructor(clock: Clock, show: (participant: ParticipantId, typing: boolean) => void) {
    this.#clock = clock;
    this.#show = show;
  }

  set(participant: ParticipantId, typing: boolean): void {
    this.#cancels.get(participant)?.();
    this.#cancels.delete(participant);
    if (typing) {
      this.#cancels.set(
        participant,
        this.#clock.after(believedMs, () => this.set(participant, false)),
      );
    }
    this.#show(participant, typing);
  }
}
