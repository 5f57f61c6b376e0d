import type { Clock } from '../host.ts';

const patienceMs = 2000;
const restartMs = 8000;

/** What to do about a transport that lost its way. */
export type IceRemedies = { readonly restart: () => void; readonly giveUp: () => void };

/** Restarts ICE when a transport fails or stays disconnected for 2 s, and gives it up when that has not helped after 8 s. */
export class IceGuard {
  readonly #clock: Clock;
  readonly #remedies: IceRemedies;
  #cancel: (() => void) | null = null;
  #restarting = false;

  constructor(clock: Clock, remedies: IceRemedies) {
    this.#clock = clock;
    this.#remedies = remedies;
  }

  /** To be told each new state of the transport. */
  heard(state: 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'): void {
    switch (state) {
      case 'connected':
      case 'closed':
        return this.close();
      case 'disconnected':
        if (!this.#cancel) this.#cancel = this.#clock.after(patienceMs, () => this.#restart());
        return;
      case 'failed':
        return this.#restarting ? undefined : this.#restart();
      case 'new':
      case 'connecting':
        return;
    }
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#restarting = false;
  }

  #restart(): void {
    this.close();
    this.#restarting = true;
    this.#cancel = this.#clock.after(restartMs, () => this.#remedies.giveUp());
    this.#remedies.restart();
  }
}
