/** Runs tasks of one key one after the other, those of different keys side by side. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `task` when all earlier ones of `key` have settled; a failure concerns only its own caller. */
  take<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    this.#last.set(key, mine);
    void mine.then(
      () => {
        this.#forget(key, mine);
      },
      () => {
        this.#forget(key, mine);
      },
    );
    return mine;
  }

  #forget(key: string, mine: Promise<unknown>): void {
    if (this.#last.get(key) === mine) this.#last.delete(key);
  }
}
