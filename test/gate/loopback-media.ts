import type { CallId, MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { v7 } from 'uuid';
import type { MediaRoom, MediaServer, MediaTap, TappedMedia } from '../../server/ports/media.ts';
import { payloadTypes } from './marked-rtp.ts';
import { Talker } from './talker.ts';
import type { Source, Who } from './steps.ts';

const loopback = '127.0.0.1';
const notForTests = () => Promise.reject(new Error('not for these tests'));

type Leg = { readonly tapped: TappedMedia; readonly talker: Talker };

/** One room for all calls, whose people talk from the start; a tap forwards them over UDP as mediasoup does. */
export class LoopbackMedia implements MediaServer {
  readonly talkers: Talker[] = [];
  readonly taps: LoopbackTap[] = [];
  readonly #legs = new Map<MediaId, Leg>();
  readonly #ids = new Map<string, MediaId>();

  /** Lets somebody talk. */
  add(who: Who, party: ParticipantId): void {
    const leg = who * 2;
    const ssrc = { audio: 1000 + leg, video: 1001 + leg };
    const talker = new Talker({ leg, ssrc, send: (kind, packet) => this.#forward(who, kind, packet) });
    this.talkers.push(talker);
    this.#addLeg(who, 'microphone', talker, { party, ssrc: ssrc.audio, ...opus });
    this.#addLeg(who, 'camera', talker, { party, ssrc: ssrc.video, ...vp8 });
  }

  readonly mediaOf = (who: Who, source: Source): MediaId => {
    const id = this.#ids.get(`${who} ${source}`);
    if (!id) throw new Error('nobody talks there');
    return id;
  };

  open(): Promise<MediaRoom> {
    return Promise.resolve(this.#room());
  }

  find(_call: CallId): MediaRoom | null {
    return this.#room();
  }

  onLost(): void {}

  async close(): Promise<void> {
    for (const talker of this.talkers) talker.stop();
    for (const tap of this.taps) tap.close();
  }

  #addLeg(who: Who, source: Source, talker: Talker, rest: Omit<TappedMedia, 'media' | 'source'>): void {
    const media = v7() as MediaId;
    this.#ids.set(`${who} ${source}`, media);
    this.#legs.set(media, { talker, tapped: { media, source, ...rest } });
  }

  #forward(who: Who, kind: 'audio' | 'video', packet: Buffer): void {
    const media = this.mediaOf(who, kind === 'audio' ? 'microphone' : 'camera');
    for (const tap of this.taps) tap.forward(media, packet);
  }

  #room(): MediaRoom {
    return {
      rtpCapabilities: {},
      all: () => [],
      leave: () => undefined,
      closeMedia: () => undefined,
      close: () => undefined,
      ...{ join: notForTests, connect: notForTests, restartIce: notForTests, produce: notForTests },
      ...{ pause: notForTests, consume: notForTests, resume: notForTests },
      tap: async (port, media) => {
        const legs = media.flatMap((one) => this.#legs.get(one) ?? []);
        const tap = new LoopbackTap(await boundSocket(), port, legs);
        this.taps.push(tap);
        return tap;
      },
    };
  }
}

const opus = { payloadType: payloadTypes.audio, mimeType: 'audio/opus', clockRate: 48_000, channels: 2 };
const vp8 = { payloadType: payloadTypes.video, mimeType: 'video/VP8', clockRate: 90_000, channels: 1 };

class LoopbackTap implements MediaTap {
  readonly legs: readonly TappedMedia[];
  readonly port: number;
  readonly target: number;
  readonly #socket: Socket;
  readonly #talkers: ReadonlyMap<MediaId, Talker>;
  state: 'paused' | 'flowing' | 'closed' = 'paused';

  constructor(socket: Socket, target: number, legs: readonly Leg[]) {
    this.#socket = socket;
    this.port = socket.address().port;
    this.target = target;
    this.legs = legs.map(({ tapped }) => tapped);
    this.#talkers = new Map(legs.map(({ tapped, talker }) => [tapped.media, talker]));
  }

  forward(media: MediaId, packet: Buffer): void {
    if (this.state === 'flowing' && this.#talkers.has(media))
      this.#socket.send(packet, this.target, loopback);
  }

  resume(): Promise<void> {
    if (this.state === 'paused') this.state = 'flowing';
    return Promise.resolve();
  }

  requestKeyFrame(media: MediaId): Promise<void> {
    this.#talkers.get(media)?.requestKeyFrame();
    return Promise.resolve();
  }

  close(): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.#socket.close();
  }
}

async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4').on('error', () => undefined);
  socket.bind(0, loopback);
  await once(socket, 'listening');
  return socket;
}
