import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Something that tells of its changes. */
export interface Source {
  subscribe(listener: () => void): () => void;
}

/** Renders its host again whenever the source changes, for as long as the host is in a page. */
export class Subscription implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #source: Source | null = null;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Listens to `source` instead of the one before. */
  follow(source: Source | null): void {
    if (source === this.#source) return;
    this.hostDisconnected();
    this.#source = source;
    this.hostConnected();
  }

  hostConnected(): void {
    this.#stop ??= this.#source?.subscribe(() => this.#host.requestUpdate()) ?? null;
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
