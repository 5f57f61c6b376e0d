import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Producer, Router } from 'mediasoup/types';
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { v7 } from 'uuid';
import { recorderCapabilities } from './codecs.ts';
import { MediasoupTap, type TapInput } from './mediasoup-tap.ts';
import { MediaWorker } from './media-worker.ts';

const party = v7() as ParticipantId;
const loopback = '127.0.0.1';

describe('a tap on real media', () => {
  let worker: MediaWorker;
  let router: Router;
  let sender: Sender;
  let recorder: Listener;

  before(async () => {
    worker = await MediaWorker.start({ listenIp: loopback });
  });
  after(() => worker.close());
  beforeEach(async () => {
    router = await worker.createRouter();
    sender = await Sender.open(router);
    recorder = await Listener.open();
  });
  afterEach(() => {
    router.close();
    sender.close();
    recorder.close();
  });

  const tapOf = () => MediasoupTap.open(router, recorder.port, [sender.input]);

  it('[RG1] sends nothing before it is resumed, though media flows', async () => {
    await tapOf();
    await sender.sendUntilReceived(20);
    assert.deepEqual(await recorder.heardBeforeNow(), []);
  });

  it('[RG9] sends the media it named once it is resumed, from the port it named', async () => {
    const tap = await tapOf();
    await sender.sendUntilReceived(1);
    await tap.resume();
    const { packet, port } = await recorder.next(() => sender.send());
    assert.equal(packet.readUInt32BE(8), tap.legs[0]?.ssrc);
    assert.equal(packet.readUInt8(1) & 0x7f, tap.legs[0]?.payloadType);
    assert.equal(port, tap.port);
    assert.deepEqual(
      tap.legs.map(({ media, party: by, source, mimeType }) => ({ media, by, source, mimeType })),
      [{ media: sender.input.media, by: party, source: 'microphone', mimeType: 'audio/opus' }],
    );
  });

  it('[RG4] sends nothing any more once it is closed', async () => {
    const tap = await tapOf();
    await tap.resume();
    await recorder.next(() => sender.send());
    tap.close();
    // The worker answers in order: what it was still sending when it was told is on its way now.
    await router.dump();
    await recorder.heardBeforeNow();
    await sender.sendUntilReceived(20);
    assert.deepEqual(await recorder.heardBeforeNow(), []);
  });

  it('[RG1] offers no header extension, and no feedback but key frame requests', () => {
    const { codecs = [], headerExtensions } = recorderCapabilities(router.rtpCapabilities);
    assert.deepEqual(headerExtensions, []);
    assert.deepEqual(
      codecs.map(({ mimeType, rtcpFeedback }) => ({ mimeType, rtcpFeedback })),
      [
        { mimeType: 'audio/opus', rtcpFeedback: [] },
        { mimeType: 'video/VP8', rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
        { mimeType: 'video/VP9', rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
      ],
    );
  });
});

/** Sends Opus packets into a router, as a browser's microphone would. */
class Sender {
  readonly input: TapInput;
  readonly #producer: Producer;
  readonly #socket: Socket;
  readonly #port: number;
  #sequence = 0;

  private constructor(producer: Producer, socket: Socket, port: number) {
    this.#producer = producer;
    this.#socket = socket;
    this.#port = port;
    this.input = { media: producer.id as MediaId, party, source: 'microphone', producer };
  }

  static async open(router: Router): Promise<Sender> {
    const listenInfo = { protocol: 'udp', ip: loopback } as const;
    const transport = await router.createPlainTransport({ listenInfo, rtcpMux: true, comedia: true });
    const producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
        encodings: [{ ssrc: 4711 }],
      },
    });
    return new Sender(producer, await boundSocket(), transport.tuple.localPort);
  }

  send(): void {
    const sequence = this.#sequence++;
    const packet = Buffer.alloc(32);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(111, 1);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(sequence * 960, 4);
    packet.writeUInt32BE(4711, 8);
    this.#socket.send(packet, this.#port, loopback);
  }

  async sendUntilReceived(count: number): Promise<void> {
    const before = await this.#received();
    while ((await this.#received()) < before + count) this.send();
  }

  close(): void {
    this.#socket.close();
  }

  async #received(): Promise<number> {
    const stats = await this.#producer.getStats();
    return stats.reduce((sum, { packetCount }) => sum + packetCount, 0);
  }
}

type Heard = { readonly packet: Buffer; readonly port: number };

/** Stands where the recorder's socket stands. */
class Listener {
  readonly #socket: Socket;
  #heard: Heard[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (packet, { port }) => this.#heard.push({ packet, port }));
  }

  static async open(): Promise<Listener> {
    return new Listener(await boundSocket());
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** The next RTP packet; asks for more until there is one. */
  async next(send: () => void): Promise<Heard> {
    for (;;) {
      send();
      await this.#roundTrip();
      const found = this.#heard.find(({ packet }) => packet.length > 1 && isRtp(packet));
      if (found) return found;
    }
  }

  /** All RTP that arrived so far, which is then forgotten. */
  async heardBeforeNow(): Promise<readonly Buffer[]> {
    await this.#roundTrip();
    const packets = this.#heard.map(({ packet }) => packet).filter(isRtp);
    this.#heard = [];
    return packets;
  }

  close(): void {
    this.#socket.close();
  }

  // A datagram of our own comes after all that were on their way.
  async #roundTrip(): Promise<void> {
    this.#socket.send(Buffer.of(0), this.port, loopback);
    await once(this.#socket, 'message');
    while (!this.#heard.some(({ port }) => port === this.port)) await once(this.#socket, 'message');
    this.#heard = this.#heard.filter(({ port }) => port !== this.port);
  }
}

function isRtp(packet: Buffer): boolean {
  const type = packet[1] ?? 0;
  return packet.length > 12 && (type < 192 || type > 223);
}

async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, loopback);
  await once(socket, 'listening');
  return socket;
}
