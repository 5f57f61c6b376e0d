import type { ReactiveController, ReactiveControllerHost } from 'lit';

type LazyState<Part> =
  { readonly state: 'not-needed' | 'loading' | 'failed' } | { readonly state: 'ready'; readonly part: Part };

/** Code that is fetched when it is first needed, and again when that failed. */
export class LazyPart<Part> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Part>;
  #state: LazyState<Part> = { state: 'not-needed' };

  constructor(host: ReactiveControllerHost, load: () => Promise<Part>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  get hasFailed(): boolean {
    return this.#state.state === 'failed';
  }

  /** `null` until it is here. */
  get part(): Part | null {
    return this.#state.state === 'ready' ? this.#state.part : null;
  }

  hostConnected(): void {}

  /** To be called whenever the part is needed; fetches it once. */
  need(): void {
    if (this.#state.state === 'not-needed') this.#fetch();
  }

  readonly retry = (): void => {
    if (this.hasFailed) this.#fetch();
  };

  #fetch(): void {
    this.#become({ state: 'loading' });
    this.#load().then(
      (part) => this.#become({ state: 'ready', part }),
      () => this.#become({ state: 'failed' }),
    );
  }

  #become(state: LazyState<Part>): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
