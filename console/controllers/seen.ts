import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether its host can be seen now: on the shown page, in a tab that is looked at. */
export class Seen implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer: IntersectionObserver;
  #isOnPage = false;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    this.#observer = new IntersectionObserver((entries) => {
      this.#isOnPage = entries.at(-1)?.isIntersecting ?? false;
      host.requestUpdate();
    });
    host.addController(this);
  }

  get now(): boolean {
    return this.#isOnPage && document.visibilityState === 'visible';
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    document.addEventListener('visibilitychange', this.#onChange);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#isOnPage = false;
    document.removeEventListener('visibilitychange', this.#onChange);
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
