/** Notes of when something happened, kept only for as long as they can matter. */
export class Recent<Key> {
  readonly #lifetime: bigint;
  readonly #times = new Map<Key, bigint>();

  /** `lifetime` and all times are monotonic nanoseconds. */
  constructor(lifetime: bigint) {
    this.#lifetime = lifetime;
  }

  note(key: Key, now: bigint): void {
    for (const [other, at] of this.#times) if (now - at > this.#lifetime) this.#times.delete(other);
    this.#times.set(key, now);
  }

  at(key: Key): bigint | undefined {
    return this.#times.get(key);
  }
}
