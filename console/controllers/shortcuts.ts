import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keys of single letters and what they do; they sleep while somebody writes. */
export class Shortcuts implements ReactiveController {
  readonly #deeds: Readonly<Record<string, () => void>>;
  readonly #isEnabled: () => boolean;

  constructor(
    host: ReactiveControllerHost,
    deeds: Readonly<Record<string, () => void>>,
    isEnabled: () => boolean = () => true,
  ) {
    this.#deeds = deeds;
    this.#isEnabled = isEnabled;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const deed = this.#deeds[event.key.toLowerCase()];
    if (!deed || !this.#mayAct(event)) return;
    if (event.key !== 'Escape') event.preventDefault();
    deed();
  };

  #mayAct(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    if (event.composedPath().some((one) => one instanceof HTMLDialogElement)) return false;
    if (event.key === 'Escape') return true;
    return this.#isEnabled() && !isTakenBy(event);
  }
}

const fields = 'input:not([type=checkbox], [type=range]), textarea, select, [contenteditable]';
const pressed = 'button, a, summary, input';

// What has the keyboard keeps the keys it uses itself: fields all of them, what can be pressed the space bar.
function isTakenBy(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.matches(fields) || (event.key === ' ' && target.matches(pressed));
}
