import { DeviceUnavailable } from '@jawort/widget/core/call/device-unavailable';
import { refusalOf } from '@jawort/widget/core/request-refused';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Trouble } from '../locales/error-text.ts';

/** One deed of a person at a time: whether it is being done, and why it was not. */
export class Attempt implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isBusy = false;
  #error: Trouble | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get error(): Trouble | null {
    return this.#error;
  }

  hostConnected(): void {}

  /** Does `deed` unless another is still being done. */
  async run(deed: (() => Promise<unknown>) | undefined): Promise<void> {
    if (!deed || this.#isBusy) return;
    this.#show(true, null);
    try {
      await deed();
      this.#show(false, null);
    } catch (error) {
      this.#show(false, error instanceof DeviceUnavailable ? error.problem : refusalOf(error).code);
    }
  }

  forget(): void {
    this.#show(this.#isBusy, null);
  }

  #show(isBusy: boolean, error: Trouble | null): void {
    this.#isBusy = isBusy;
    this.#error = error;
    this.#host.requestUpdate();
  }
}
