import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Producer, Router } from 'mediasoup/types';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { MediaWorker } from '../../server/adapters/mediasoup/media-worker.ts';
import { MediasoupTap, type TapInput } from '../../server/adapters/mediasoup/mediasoup-tap.ts';
import type { MediaRoom, MediaServer } from '../../server/ports/media.ts';
import { payloadTypes } from './marked-rtp.ts';
import type { Source, Who } from './steps.ts';
import { Talker } from './talker.ts';

const loopback = '127.0.0.1';
const pictureLoss = { type: 206, format: 1 };
const notForTests = () => Promise.reject(new Error('not for these tests'));

/** A real mediasoup router, into which people talk over plain RTP. */
export class MediasoupMedia implements MediaServer {
  readonly #worker: MediaWorker;
  readonly #router: Router;
  readonly #inputs = new Map<MediaId, TapInput>();
  #nextSsrc = 1000;

  private constructor(worker: MediaWorker, router: Router) {
    this.#worker = worker;
    this.#router = router;
  }

  static async start(): Promise<MediasoupMedia> {
    const worker = await MediaWorker.start({ listenIp: loopback });
    return new MediasoupMedia(worker, await worker.createRouter());
  }

  /** Lets somebody talk. */
  async add(who: Who, party: ParticipantId): Promise<RouterTalker> {
    const transport = await this.#router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: loopback },
      rtcpMux: true,
      comedia: true,
    });
    const ssrc = { audio: this.#nextSsrc++, video: this.#nextSsrc++ };
    const microphone = await transport.produce({ kind: 'audio', rtpParameters: opus(ssrc.audio) });
    const camera = await transport.produce({ kind: 'video', rtpParameters: vp8(ssrc.video) });
    this.#add(microphone, party, 'microphone');
    this.#add(camera, party, 'camera');
    const socket = await boundSocket(transport.tuple.localPort);
    const talker = new Talker({ leg: who * 2, ssrc, send: (_kind, packet) => socket.send(packet) });
    socket.on('message', (bytes) => {
      if (asksForKeyFrame(bytes)) talker.requestKeyFrame();
    });
    return {
      talker,
      media: { microphone: microphone.id as MediaId, camera: camera.id as MediaId },
      stop: () => {
        talker.stop();
        socket.close();
        transport.close();
      },
    };
  }

  open(): Promise<MediaRoom> {
    return Promise.resolve(this.find());
  }

  find(): MediaRoom {
    return {
      rtpCapabilities: {},
      all: () => [],
      leave: () => undefined,
      closeMedia: () => undefined,
      close: () => undefined,
      ...{ join: notForTests, connect: notForTests, restartIce: notForTests, produce: notForTests },
      ...{ pause: notForTests, consume: notForTests, resume: notForTests },
      tap: (port, media) =>
        MediasoupTap.open(
          this.#router,
          port,
          media.flatMap((one) => this.#inputs.get(one) ?? []),
        ),
    };
  }

  onLost(): void {}

  async close(): Promise<void> {
    this.#worker.close();
  }

  #add(producer: Producer, party: ParticipantId, source: Source): void {
    const media = producer.id as MediaId;
    this.#inputs.set(media, { media, party, source, producer });
  }
}

export type RouterTalker = {
  readonly talker: Talker;
  readonly media: Readonly<Record<Source, MediaId>>;
  readonly stop: () => void;
};

function opus(ssrc: number) {
  const codec = { mimeType: 'audio/opus', payloadType: payloadTypes.audio, clockRate: 48_000, channels: 2 };
  return { codecs: [codec], encodings: [{ ssrc }] };
}

function vp8(ssrc: number) {
  const rtcpFeedback = [{ type: 'nack', parameter: 'pli' }];
  const codec = { mimeType: 'video/VP8', payloadType: payloadTypes.video, clockRate: 90_000, rtcpFeedback };
  return { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname: `cname-${ssrc}` } };
}

/** Whether a compound RTCP datagram holds a picture loss indication (RFC 4585 §6.3.1). */
function asksForKeyFrame(bytes: Buffer): boolean {
  for (let at = 0; at + 4 <= bytes.length; at += 4 + 4 * bytes.readUInt16BE(at + 2)) {
    const isPli = bytes[at + 1] === pictureLoss.type && (bytes.readUInt8(at) & 0x1f) === pictureLoss.format;
    if (isPli) return true;
  }
  return false;
}

async function boundSocket(target: number): Promise<Socket> {
  const socket = createSocket('udp4').on('error', () => undefined);
  socket.connect(target, loopback);
  await once(socket, 'connect');
  return socket;
}
