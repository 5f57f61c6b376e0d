import type { Clock } from '../host.ts';

type Timer = { readonly at: number; readonly task: () => void };

/** A clock that moves when told to. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-11-24T09:00:00.000Z');
  #timers: readonly Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + ms, task };
    this.#timers = [...this.#timers, timer];
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Moves on; what is due runs in order of time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const due = next;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = due.at;
      due.task();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}
