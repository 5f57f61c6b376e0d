import { beat } from '@jawort/shared/protocol/version';
import type { Clock } from '../host.ts';

/** Beats once a second until stopped, whether or not the last beat was answered (RG4). */
export class Beats {
  readonly #clock: Clock;
  readonly #beat: (count: number) => void;
  #count = 0;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, tell: (count: number) => void) {
    this.#clock = clock;
    this.#beat = tell;
  }

  start(): void {
    if (this.#cancel) return;
    this.#cancel = this.#clock.after(beat.everyMs, () => {
      this.#cancel = null;
      this.start();
      this.#beat((this.#count += 1));
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
