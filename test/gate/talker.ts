import { opusPacket, vp8Packet } from './marked-rtp.ts';

/** A packet as it was sent: when, by the machine's monotonic clock, and as what. */
export type Sent = {
  readonly leg: number;
  readonly index: number;
  readonly kind: 'audio' | 'video';
  readonly at: bigint;
  readonly startsKeyFrame: boolean;
};

export type TalkerOptions = {
  /** Number of the microphone's leg; the camera's is the next. */
  readonly leg: number;
  readonly ssrc: { readonly audio: number; readonly video: number };
  readonly send: (kind: 'audio' | 'video', packet: Buffer) => void;
};

const audioEveryMs = 20;
const videoEveryMs = 1000 / 30;
const lookEveryMs = 10;

/** Sound and picture of one person at their usual rates, every packet marked and noted. */
export class Talker {
  readonly sent: Sent[] = [];
  readonly #options: TalkerOptions;
  readonly #began = process.hrtime.bigint();
  readonly #timer: NodeJS.Timeout;
  #audio = 0;
  #frame = 0;
  #keyFrameWanted = true;
  #next = Promise.withResolvers<undefined>();

  constructor(options: TalkerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#sendDue(), lookEveryMs);
  }

  /** The next frame is a key frame, as an encoder does when asked by a picture loss indication. */
  requestKeyFrame(): void {
    this.#keyFrameWanted = true;
  }

  /** Resolves when the next one has been sent. */
  nextPacket(): Promise<undefined> {
    return this.#next.promise;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sendDue(): void {
    const elapsed = Number(process.hrtime.bigint() - this.#began) / 1e6;
    while (this.#audio * audioEveryMs <= elapsed) this.#sendAudio();
    while (this.#frame * videoEveryMs <= elapsed) this.#sendFrame();
  }

  #sendAudio(): void {
    const { leg, ssrc } = this.#options;
    const index = this.#audio++;
    this.#send('audio', leg, index, false, opusPacket({ leg, index }, ssrc.audio, index));
  }

  #sendFrame(): void {
    const { ssrc } = this.#options;
    const leg = this.#options.leg + 1;
    const frame = this.#frame++;
    const keyFrame = this.#keyFrameWanted;
    this.#keyFrameWanted = false;
    for (const half of [0, 1] as const) {
      const index = frame * 2 + half;
      const packet = vp8Packet({ leg, index }, ssrc.video, { sequence: index, frame, half, keyFrame });
      this.#send('video', leg, index, keyFrame && half === 0, packet);
    }
  }

  #send(kind: Sent['kind'], leg: number, index: number, startsKeyFrame: boolean, packet: Buffer): void {
    this.sent.push({ leg, index, kind, at: process.hrtime.bigint(), startsKeyFrame });
    this.#options.send(kind, packet);
    this.#next.resolve(undefined);
    this.#next = Promise.withResolvers();
  }
}
