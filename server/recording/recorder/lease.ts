import type { Clock } from '../../ports/clock.ts';

/** Nanoseconds without a renewal after which main counts as gone: noticed at the next release, at most 1 s in all (RG9). */
const lifetime = 900_000_000n;

/** Main's word that it lives and has not been told to stop. What arrived after the latest word is not written. */
export class Lease {
  readonly #clock: Clock;
  #renewed: bigint;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#renewed = clock.monotonic();
  }

  /** Monotonic nanoseconds at which main last spoke. */
  get renewed(): bigint {
    return this.#renewed;
  }

  get isLost(): boolean {
    return this.#clock.monotonic() - this.#renewed > lifetime;
  }

  /** A time to come would let main be silent for longer, an earlier one is late news: neither counts. */
  renew(at: bigint): void {
    if (at > this.#renewed && at <= this.#clock.monotonic()) this.#renewed = at;
  }
}
