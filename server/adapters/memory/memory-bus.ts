import type { Audience, Bus, NoticeOf } from '../../ports/bus.ts';

type Listener = (audience: Audience, ...notice: NoticeOf) => void;

/** A bus within one process. Closed, it rings no more. */
export class MemoryBus implements Bus {
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  #closed = false;

  /** `onError` is told of a listener that threw; the others and the ringer never notice. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  ring(audience: Audience, ...notice: NoticeOf): void {
    if (this.#closed) return;
    for (const listener of [...this.#listeners]) this.#tell(listener, audience, notice);
  }

  subscribe(listener: Listener): () => void {
    const own: Listener = (audience, ...notice) => {
      listener(audience, ...notice);
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
  }

  #tell(listener: Listener, audience: Audience, notice: NoticeOf): void {
    try {
      listener(audience, ...notice);
    } catch (error) {
      this.#onError(error);
    }
  }
}
