import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type {
  ConsumerId,
  ConsumerOptions,
  MediaParameters,
  TransportId,
  TransportOptions,
} from '@jawort/shared/protocol/media';
import type {
  Consumer,
  DtlsParameters,
  Producer,
  Router,
  RtpCapabilities,
  RtpParameters,
  WebRtcTransport,
} from 'mediasoup/types';
import { JawortError } from '../../error.ts';
import { mediaFailed, translated } from './media-failed.ts';

/** Enough for a camera in 1080p or a screen; more only lets one party crowd out the others. */
const maxIncomingBitrate = 5_000_000;

/** A party's two transports in a room, with what it sends and receives. */
export class MediasoupParty {
  readonly ref: ParticipantId;
  readonly #send: WebRtcTransport;
  readonly #receive: WebRtcTransport;
  readonly #router: Router;
  readonly #producers = new Map<MediaSource, Producer>();
  readonly #consumers = new Map<MediaId, Consumer>();

  constructor(
    ref: ParticipantId,
    router: Router,
    transports: { send: WebRtcTransport; receive: WebRtcTransport },
  ) {
    this.ref = ref;
    this.#router = router;
    this.#send = transports.send;
    this.#receive = transports.receive;
  }

  get transports(): { readonly send: TransportOptions; readonly receive: TransportOptions } {
    return { send: transportOptions(this.#send), receive: transportOptions(this.#receive) };
  }

  get media(): readonly { media: MediaId; source: MediaSource; paused: boolean }[] {
    return [...this.#producers].map(([source, { id, paused }]) => ({ media: id as MediaId, source, paused }));
  }

  async limitBitrate(): Promise<void> {
    await this.#send.setMaxIncomingBitrate(maxIncomingBitrate);
  }

  async connect(transport: TransportId, dtlsParameters: MediaParameters): Promise<void> {
    const connecting = this.#transport(transport);
    await translated('connect', () =>
      connecting.connect({ dtlsParameters: dtlsParameters as unknown as DtlsParameters }),
    );
  }

  async restartIce(transport: TransportId): Promise<MediaParameters> {
    const restarting = this.#transport(transport);
    return translated('restart ICE', async () => asParameters(await restarting.restartIce()));
  }

  async produce(source: MediaSource, rtpParameters: MediaParameters): Promise<MediaId> {
    if (this.#producers.has(source)) {
      throw new JawortError('ERR_MEDIA_LIMIT', `The ${source} is being sent already; close it first.`);
    }
    const producer = await translated(`take the ${source}`, () =>
      this.#send.produce({
        kind: source === 'microphone' ? 'audio' : 'video',
        rtpParameters: rtpParameters as unknown as RtpParameters,
        paused: true,
      }),
    );
    return this.#keepProducer(source, producer);
  }

  async pause(media: MediaId, paused: boolean): Promise<void> {
    const producer = this.#producer(media);
    await translated('pause', () => (paused ? producer.pause() : producer.resume()));
  }

  closeMedia(media: MediaId): void {
    this.#producer(media).close();
  }

  find(media: MediaId): { readonly producer: Producer; readonly source: MediaSource } | undefined {
    for (const [source, producer] of this.#producers) if (producer.id === media) return { producer, source };
    return undefined;
  }

  async consume(media: MediaId, rtpCapabilities: MediaParameters): Promise<ConsumerOptions> {
    this.#consumers.get(media)?.close();
    const consumer = await translated('send this media', () => this.#consume(media, rtpCapabilities));
    this.#consumers.set(media, consumer);
    consumer.observer.once('close', () => {
      if (this.#consumers.get(media) === consumer) this.#consumers.delete(media);
    });
    const { id, kind, rtpParameters } = consumer;
    return { id: id as ConsumerId, media, kind, rtpParameters: asParameters(rtpParameters) };
  }

  async resume(consumer: ConsumerId): Promise<void> {
    const found = [...this.#consumers.values()].find(({ id }) => id === consumer);
    if (!found) throw notFound('consumer');
    await translated('resume', async () => {
      await found.resume();
      if (found.kind === 'video') await found.requestKeyFrame();
    });
  }

  /** Ends both transports and with them all that the party sends and receives. */
  close(): void {
    this.#send.close();
    this.#receive.close();
  }

  async #consume(media: MediaId, capabilities: MediaParameters): Promise<Consumer> {
    const rtpCapabilities = capabilities as unknown as RtpCapabilities;
    if (!this.#router.canConsume({ producerId: media, rtpCapabilities })) {
      throw mediaFailed('find a codec that this browser can play');
    }
    return this.#receive.consume({ producerId: media, rtpCapabilities, paused: true });
  }

  #keepProducer(source: MediaSource, producer: Producer): MediaId {
    if (this.#producers.has(source)) {
      producer.close();
      throw new JawortError('ERR_MEDIA_LIMIT', `The ${source} is being sent already; close it first.`);
    }
    this.#producers.set(source, producer);
    producer.observer.once('close', () => this.#producers.delete(source));
    return producer.id as MediaId;
  }

  #producer(media: MediaId): Producer {
    const found = this.find(media);
    if (!found) throw notFound('media');
    return found.producer;
  }

  #transport(id: TransportId): WebRtcTransport {
    const found = [this.#send, this.#receive].find((transport) => transport.id === id);
    if (!found) throw notFound('transport');
    return found;
  }
}

function transportOptions(transport: WebRtcTransport): TransportOptions {
  return {
    id: transport.id as TransportId,
    iceParameters: asParameters(transport.iceParameters),
    iceCandidates: transport.iceCandidates.map(asParameters),
    dtlsParameters: asParameters(transport.dtlsParameters),
  };
}

/** mediasoup's parameters are plain JSON; the protocol passes them on without looking into them. */
export function asParameters(parameters: object): MediaParameters {
  return parameters as MediaParameters;
}

function notFound(what: string): JawortError {
  return new JawortError('ERR_NOT_FOUND', `This party has no such ${what} in the call.`);
}
