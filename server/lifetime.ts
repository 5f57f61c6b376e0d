/** What has to be closed, in the reverse order of its opening. */
export class Lifetime {
  readonly #onError: (error: unknown) => void;
  readonly #closers: (() => unknown)[] = [];
  #closing: Promise<void> | null = null;

  /** `onError` is told of what would not close; the rest is closed all the same. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
