import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether the window is at least as wide as asked. */
export class Wide implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query: MediaQueryList;

  constructor(host: ReactiveControllerHost, px: number) {
    this.#host = host;
    this.#query = matchMedia(`(width >= ${px}px)`);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#onChange);
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
