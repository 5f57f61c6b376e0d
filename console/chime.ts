const notes = { waiting: [660, 880], ringing: [523, 659, 523, 659] } as const;
const noteSeconds = 0.18;

export type ChimeName = keyof typeof notes;

/** Quiet sounds, made when they are needed; the first may stay silent until the page was clicked once. */
export class Chime {
  #audio: AudioContext | null = null;

  play(name: ChimeName): void {
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    notes[name].forEach((pitch, index) => playNote(audio, pitch, audio.currentTime + index * noteSeconds));
  }
}

function playNote(audio: AudioContext, pitch: number, at: number): void {
  const tone = new OscillatorNode(audio, { frequency: pitch });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.linearRampToValueAtTime(0.06, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + noteSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + noteSeconds);
}
