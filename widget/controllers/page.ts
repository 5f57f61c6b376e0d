import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPageVisible, warnBeforeLeaving } from '../host.ts';

/** What the widget asks of the page it stands in. */
export class Page implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #stopWarning: (() => void) | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The language of the page around the widget (BCP 47), empty where it says none. */
  get language(): string {
    return this.#host.parentElement?.closest<HTMLElement>('[lang]')?.lang ?? '';
  }

  get isSeen(): boolean {
    return isPageVisible();
  }

  hostConnected(): void {
    this.#host.ownerDocument.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    this.#host.ownerDocument.removeEventListener('visibilitychange', this.#onVisibility);
    this.warnOfLeaving(false);
  }

  /** Lets the browser ask before the page is left, or no longer. */
  warnOfLeaving(isOn: boolean): void {
    if (isOn) this.#stopWarning ??= warnBeforeLeaving();
    else this.#stopWarning?.();
    if (!isOn) this.#stopWarning = null;
  }

  readonly #onVisibility = (): void => this.#host.requestUpdate();
}
