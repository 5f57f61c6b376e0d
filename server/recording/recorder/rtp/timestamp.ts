/** Follows a 32-bit RTP timestamp over its wraps, forwards and backwards. */
export class TimestampUnwrapper {
  #last: number | undefined;

  unwrap(timestamp: number): number {
    this.#last = this.near(timestamp);
    return this.#last;
  }

  /** The unwrapped value nearest to the last one, without moving on to it. */
  near(timestamp: number): number {
    if (this.#last === undefined) return timestamp;
    return this.#last + ((timestamp - this.#last) | 0);
  }
}
