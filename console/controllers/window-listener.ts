import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Listens to an event of the window for as long as its host is in the page. */
export class WindowListener implements ReactiveController {
  readonly #type: string;
  readonly #listener: (event: Event) => void;

  constructor(host: ReactiveControllerHost, type: string, listener: (event: Event) => void) {
    this.#type = type;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener(this.#type, this.#listener);
  }

  hostDisconnected(): void {
    removeEventListener(this.#type, this.#listener);
  }
}
