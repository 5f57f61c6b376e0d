import type { ReactiveController, ReactiveControllerHost } from 'lit';

const everyMs = 2500;
const notesHz = [523.25, 659.25];

/** Two soft notes, again and again, while somebody is calling; silent where the browser allows no sound yet. */
export class RingTone implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | null = null;
  #audio: AudioContext | null = null;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  ring(isRinging: boolean): void {
    if (isRinging === (this.#timer !== null)) return;
    if (!isRinging) return this.hostDisconnected();
    this.#audio = new AudioContext();
    this.#timer = setInterval(() => this.#play(), everyMs);
    this.#play();
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    void this.#audio?.close();
    this.#audio = null;
  }

  #play(): void {
    const audio = this.#audio;
    if (audio?.state !== 'running') return;
    notesHz.forEach((frequency, index) => sound(audio, frequency, audio.currentTime + index * 0.25));
  }
}

function sound(audio: AudioContext, frequency: number, start: number): void {
  const note = new OscillatorNode(audio, { frequency });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.12, start + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
  note.connect(volume).connect(audio.destination);
  note.start(start);
  note.stop(start + 0.6);
}
