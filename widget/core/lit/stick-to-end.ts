import type { ReactiveController, ReactiveControllerHost } from 'lit';

const slackPx = 48;

/** Keeps the end of a scrolling log in sight, unless its reader has scrolled back. */
export class StickToEnd implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  #sizes: ResizeObserver | null = null;
  #isAtEnd = true;
  #top = 0;
  #height = 0;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    host.addController(this);
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  hostUpdated(): void {
    const scroller = this.#scroller();
    if (!scroller || this.#sizes) return this.#stick();
    this.#sizes = new ResizeObserver(() => this.#stick());
    this.#sizes.observe(scroller);
    for (const content of scroller.children) this.#sizes.observe(content);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#sizes = null;
    this.#scroller()?.removeEventListener('scroll', this.#onScroll);
  }

  /** Scrolls to the end, wherever the reader was. */
  toEnd(): void {
    this.#isAtEnd = true;
    this.#stick();
    this.#host.requestUpdate();
  }

  #stick(): void {
    const scroller = this.#scroller();
    if (!scroller) return;
    this.#height = scroller.clientHeight;
    if (this.#isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  }

  // What grows below the reader moves the end away without moving the reader, and a scroller of another height is moved by the layout; only scrolling back means that they have left it.
  readonly #onScroll = (): void => {
    const scroller = this.#scroller();
    if (!scroller) return;
    if (scroller.clientHeight !== this.#height) return this.#stick();
    const isNearEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < slackPx;
    const isAtEnd = isNearEnd || (this.#isAtEnd && scroller.scrollTop >= this.#top);
    this.#top = scroller.scrollTop;
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#host.requestUpdate();
  };
}
