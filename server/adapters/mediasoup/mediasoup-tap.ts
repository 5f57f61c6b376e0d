import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type { Consumer, PlainTransport, Producer, Router } from 'mediasoup/types';
import { JawortError } from '../../error.ts';
import type { MediaTap, TappedMedia } from '../../ports/media.ts';
import { recorderCapabilities } from './codecs.ts';
import { mediaFailed, translated } from './media-failed.ts';

/** One media to be tapped. */
export type TapInput = {
  readonly media: MediaId;
  readonly party: ParticipantId;
  readonly source: MediaSource;
  readonly producer: Producer;
};

const loopback = '127.0.0.1';

type Leg = { readonly tapped: TappedMedia; readonly consumer: Consumer };

/** RTP of a call's media towards the recorder's own socket. */
export class MediasoupTap implements MediaTap {
  readonly #transport: PlainTransport;
  readonly #legs: readonly Leg[];

  private constructor(transport: PlainTransport, legs: readonly Leg[]) {
    this.#transport = transport;
    this.#legs = legs;
  }

  /** Everything is made paused; nothing flows before {@link resume}. */
  static async open(router: Router, port: number, inputs: readonly TapInput[]): Promise<MediasoupTap> {
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: loopback },
      rtcpMux: true,
      comedia: false,
    });
    try {
      await transport.connect({ ip: loopback, port });
      const rtpCapabilities = recorderCapabilities(router.rtpCapabilities);
      const legs = inputs.map(async (input) => {
        const { id } = input.producer;
        return legOf(input, await transport.consume({ producerId: id, rtpCapabilities, paused: true }));
      });
      return new MediasoupTap(transport, await Promise.all(legs));
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  get legs(): readonly TappedMedia[] {
    return this.#legs.map(({ tapped }) => tapped);
  }

  get port(): number {
    return this.#transport.tuple.localPort;
  }

  async resume(): Promise<void> {
    await translated('resume the tap', () =>
      Promise.all(this.#legs.map(({ consumer }) => consumer.resume())),
    );
  }

  async requestKeyFrame(media: MediaId): Promise<void> {
    const leg = this.#legs.find(({ tapped }) => tapped.media === media);
    if (!leg) throw new JawortError('ERR_NOT_FOUND', 'The tap has no such media.');
    await translated('ask for a key frame', () => leg.consumer.requestKeyFrame());
  }

  close(): void {
    this.#transport.close();
  }
}

function legOf({ media, party, source }: TapInput, consumer: Consumer): Leg {
  const { codecs, encodings } = consumer.rtpParameters;
  const [codec] = codecs;
  const ssrc = encodings?.[0]?.ssrc;
  if (!codec || ssrc === undefined) throw mediaFailed('say how to recognise the media');
  const { payloadType, mimeType, clockRate, channels = 1 } = codec;
  return { consumer, tapped: { media, party, source, ssrc, payloadType, mimeType, clockRate, channels } };
}
