import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Loaded<Value> =
  | { readonly state: 'loading'; readonly value: Value | null }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly value: Value | null };

/** What was loaded for the latest key; an older answer that comes late is dropped, the one before shown meanwhile. */
export class Latest<Key, Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: (key: Key) => Promise<Value>;
  #key: Key | null = null;
  #run = 0;
  #loaded: Loaded<Value> = { state: 'loading', value: null };

  constructor(host: ReactiveControllerHost, load: (key: Key) => Promise<Value>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  get current(): Loaded<Value> {
    return this.#loaded;
  }

  hostDisconnected(): void {
    this.#run += 1;
    this.#key = null;
  }

  /** Loads for `key`; one that was asked for already is not asked for again. */
  want(key: Key, keep = true): void {
    if (key === this.#key) return;
    this.#key = key;
    void this.#go(key, keep);
  }

  /** Loads the same again. */
  again(): void {
    if (this.#key !== null) void this.#go(this.#key, true);
  }

  async #go(key: Key, keep: boolean): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const before = keep ? this.#loaded.value : null;
    this.#loaded = { state: 'loading', value: before };
    const next = await this.#load(key).then(
      (value): Loaded<Value> => ({ state: 'ready', value }),
      (): Loaded<Value> => ({ state: 'failed', value: before }),
    );
    if (run !== this.#run) return;
    this.#loaded = next;
    this.#host.requestUpdate();
  }
}
