import type { Inbox } from '@jawort/shared/protocol/snapshot';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Chime, type ChimeName } from '../chime.ts';

const ringAgainMs = 4000;

/** Makes itself heard when one more person waits, and for as long as somebody rings; silent unless it is wanted. */
export class Bell implements ReactiveController {
  readonly #chime: Pick<Chime, 'play'>;
  #isOn = false;
  #waiting: number | null = null;
  #ringing: ReturnType<typeof setInterval> | null = null;

  constructor(host: ReactiveControllerHost, chime: Pick<Chime, 'play'> = new Chime()) {
    this.#chime = chime;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#ring(false);
  }

  /** Takes in what the inbox says now, and whether somebody rings. */
  hear(inbox: Inbox | null, isCalled: boolean, isOn: boolean): void {
    this.#isOn = isOn;
    if (!inbox) return;
    const waiting = inbox.waiting.length;
    if (this.#waiting !== null && waiting > this.#waiting) this.#play('waiting');
    this.#waiting = waiting;
    this.#ring(isOn && isCalled);
  }

  #ring(isRinging: boolean): void {
    if (isRinging === (this.#ringing !== null)) return;
    if (this.#ringing !== null) clearInterval(this.#ringing);
    this.#ringing = isRinging ? setInterval(() => this.#play('ringing'), ringAgainMs) : null;
    if (isRinging) this.#play('ringing');
  }

  #play(name: ChimeName): void {
    if (this.#isOn) this.#chime.play(name);
  }
}
