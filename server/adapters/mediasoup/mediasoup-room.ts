import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type {
  ConsumerId,
  ConsumerOptions,
  MediaParameters,
  TransportId,
  TransportOptions,
} from '@jawort/shared/protocol/media';
import type { Router, WebRtcServer } from 'mediasoup/types';
import { JawortError } from '../../error.ts';
import type { MediaRoom } from '../../ports/media.ts';
import { translated } from './media-failed.ts';
import { asParameters, MediasoupParty } from './mediasoup-party.ts';
import { MediasoupTap, type TapInput } from './mediasoup-tap.ts';

/** A call: a router, two transports per party, and a tap while the gate is open. */
export class MediasoupRoom implements MediaRoom {
  readonly #router: Router;
  readonly #webRtcServer: WebRtcServer;
  readonly #parties = new Map<ParticipantId, MediasoupParty>();

  constructor(router: Router, webRtcServer: WebRtcServer) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
  }

  get rtpCapabilities(): MediaParameters {
    return asParameters(this.#router.rtpCapabilities);
  }

  async join(
    ref: ParticipantId,
  ): Promise<{ readonly send: TransportOptions; readonly receive: TransportOptions }> {
    const party = await translated('open the transports', () => this.#makeParty(ref));
    this.leave(ref);
    this.#parties.set(ref, party);
    return party.transports;
  }

  leave(ref: ParticipantId): void {
    this.#parties.get(ref)?.close();
    this.#parties.delete(ref);
  }

  async connect(ref: ParticipantId, transport: TransportId, dtlsParameters: MediaParameters): Promise<void> {
    return this.#party(ref).connect(transport, dtlsParameters);
  }

  async restartIce(ref: ParticipantId, transport: TransportId): Promise<MediaParameters> {
    return this.#party(ref).restartIce(transport);
  }

  async produce(ref: ParticipantId, source: MediaSource, rtpParameters: MediaParameters): Promise<MediaId> {
    return this.#party(ref).produce(source, rtpParameters);
  }

  async pause(ref: ParticipantId, media: MediaId, paused: boolean): Promise<void> {
    return this.#party(ref).pause(media, paused);
  }

  closeMedia(ref: ParticipantId, media: MediaId): void {
    this.#party(ref).closeMedia(media);
  }

  async consume(
    ref: ParticipantId,
    media: MediaId,
    rtpCapabilities: MediaParameters,
  ): Promise<ConsumerOptions> {
    return this.#party(ref).consume(media, rtpCapabilities);
  }

  async resume(ref: ParticipantId, consumer: ConsumerId): Promise<void> {
    return this.#party(ref).resume(consumer);
  }

  all(): readonly { media: MediaId; party: ParticipantId; source: MediaSource; paused: boolean }[] {
    return [...this.#parties.values()].flatMap(({ ref, media }) =>
      media.map((one) => ({ ...one, party: ref })),
    );
  }

  async tap(port: number, media: readonly MediaId[]): Promise<MediasoupTap> {
    const inputs = media.map((one) => this.#tapInput(one));
    return translated('open the tap', () => MediasoupTap.open(this.#router, port, inputs));
  }

  close(): void {
    this.#router.close();
  }

  async #makeParty(ref: ParticipantId): Promise<MediasoupParty> {
    const [send, receive] = await Promise.all([this.#transport(), this.#transport()]);
    const party = new MediasoupParty(ref, this.#router, { send, receive });
    await party.limitBitrate();
    return party;
  }

  #transport() {
    return this.#router.createWebRtcTransport({
      webRtcServer: this.#webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: 1_000_000,
    });
  }

  #party(ref: ParticipantId): MediasoupParty {
    const party = this.#parties.get(ref);
    if (!party) throw new JawortError('ERR_NOT_IN_CALL', 'Join the call first.');
    return party;
  }

  #tapInput(media: MediaId): TapInput {
    for (const party of this.#parties.values()) {
      const found = party.find(media);
      if (found) return { ...found, media, party: party.ref };
    }
    throw new JawortError('ERR_NOT_FOUND', 'The call has no such media.');
  }
}
