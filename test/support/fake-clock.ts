import type { Cancel, Clock } from '../../server/ports/clock.ts';

type Timer = { readonly at: bigint; readonly task: () => void };

const nanoseconds = (ms: number) => BigInt(Math.round(ms * 1e6));

/** A clock that moves when told to. */
export class FakeClock implements Clock {
  #wallMs: number;
  #monotonic = 1_000_000_000n;
  #timers: Timer[] = [];

  constructor(start = '2026-11-24T09:00:00.000Z') {
    this.#wallMs = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#wallMs);
  }

  monotonic(): bigint {
    return this.#monotonic;
  }

  after(ms: number, task: () => void): Cancel {
    const timer: Timer = { at: this.#monotonic + nanoseconds(ms), task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Moves both clocks on; what is due runs in order of time. */
  advance(ms: number): void {
    const end = this.#monotonic + nanoseconds(ms);
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#moveTo(next.at);
      next.task();
    }
    this.#moveTo(end);
  }

  /** Sets the wall clock alone, as somebody who sets the time does. */
  setWall(byMs: number): void {
    this.#wallMs += byMs;
  }

  #next(end: bigint): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) => Number(a.at - b.at))[0];
  }

  #moveTo(at: bigint): void {
    this.#wallMs += Number((at - this.#monotonic) / 1_000_000n);
    this.#monotonic = at;
  }
}
