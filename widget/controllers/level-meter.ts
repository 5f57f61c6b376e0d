import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Shows how loud a microphone is, without rendering its host again for each frame. */
export class LevelMeter implements ReactiveController {
  readonly #meter: () => HTMLMeterElement | null;
  #track: MediaStreamTrack | null = null;
  #audio: AudioContext | null = null;
  #frame = 0;

  constructor(host: ReactiveControllerHost, meter: () => HTMLMeterElement | null) {
    this.#meter = meter;
    host.addController(this);
  }

  /** Listens to `track` instead of the one before. */
  follow(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.hostDisconnected();
    this.#track = track;
    if (track) this.#listen(track);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    void this.#audio?.close();
    this.#audio = null;
    this.#track = null;
  }

  #listen(track: MediaStreamTrack): void {
    this.#audio = new AudioContext();
    const analyser = new AnalyserNode(this.#audio, { fftSize: 512 });
    this.#audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const show = () => {
      analyser.getFloatTimeDomainData(samples);
      const meter = this.#meter();
      if (meter) meter.value = loudnessOf(samples);
      this.#frame = requestAnimationFrame(show);
    };
    show();
  }
}

/** From 0 to 1 on a logarithmic scale of 50 dB, as ears hear. */
function loudnessOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-12)) / 50));
}
