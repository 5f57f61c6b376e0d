import type { Seq } from '@jawort/shared/domain/records';
import { SingleFlight } from './single-flight.ts';

/** How far one has got. */
export type Progress = { readonly delivered: Seq; readonly read: Seq };

/** Tells the server how far one has got, the latest state only, and again after a reconnect if that was not acknowledged. */
export class Markers {
  readonly #flight: SingleFlight;
  #reached: Progress;
  #told: Progress;

  /** `from` is what the server knows already. */
  constructor(from: Progress, tell: (progress: Progress) => Promise<unknown>) {
    this.#reached = from;
    this.#told = from;
    this.#flight = new SingleFlight(async () => {
      const telling = this.#reached;
      await tell(telling);
      this.#told = telling;
      return this.#isBehind();
    });
  }

  /** Moves forwards, never back. */
  reach(delivered: Seq, read: Seq): void {
    this.#reached = {
      delivered: Math.max(delivered, this.#reached.delivered),
      read: Math.max(read, this.#reached.read),
    };
    this.resend();
  }

  /** Tells what has not been acknowledged. */
  resend(): void {
    if (this.#isBehind()) this.#flight.run();
  }

  #isBehind(): boolean {
    return this.#reached.delivered > this.#told.delivered || this.#reached.read > this.#told.read;
  }
}
