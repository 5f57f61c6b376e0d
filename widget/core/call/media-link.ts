import type { CallId, ConversationId, MediaId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type {
  CallJoined,
  IceServer,
  MediaParameters,
  TransportId,
  TransportOptions,
} from '@jawort/shared/protocol/media';
import { Device, type types } from 'mediasoup-client';
import type { Clock } from '../host.ts';
import type { Wire } from '../wire.ts';
import { IceGuard } from './ice-guard.ts';

/** What a link needs, and whom it tells. */
export type LinkPorts = {
  readonly clock: Clock;
  readonly wire: Wire;
  readonly at: { readonly conversation: ConversationId; readonly call: CallId };
  readonly onUp: (up: boolean) => void;
  /** The link cannot be repaired: join again. */
  readonly onBroken: () => void;
};

/** The media of one joining: a transport each way, one producer for each source, one consumer for each remote media. */
export class MediaLink {
  readonly #ports: LinkPorts;
  readonly #device: Device;
  readonly #send: types.Transport;
  readonly #receive: types.Transport;
  readonly #guards: readonly IceGuard[];
  readonly #producers = new Map<MediaSource, types.Producer>();
  readonly #paused = new Set<MediaSource>();
  readonly #consumers = new Map<MediaId, Promise<types.Consumer>>();

  /** Gets ready to send and receive what `joined` allows. */
  static async open(ports: LinkPorts, joined: CallJoined): Promise<MediaLink> {
    const device = new Device();
    await device.load({ routerRtpCapabilities: joined.rtpCapabilities });
    return new MediaLink(ports, device, joined);
  }

  private constructor(ports: LinkPorts, device: Device, { send, receive, iceServers }: CallJoined) {
    this.#ports = ports;
    this.#device = device;
    this.#send = device.createSendTransport(transportOptions(send, iceServers));
    this.#receive = device.createRecvTransport(transportOptions(receive, iceServers));
    this.#guards = [this.#watch(this.#send, send.id), this.#watch(this.#receive, receive.id)];
    this.#send.on('produce', ({ rtpParameters, appData }, done, fail) => {
      this.#produced(appData['source'] as MediaSource, rtpParameters).then(done, fail);
    });
  }

  /** Sends `track` as `source`. */
  async produce(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    const options = { stopTracks: false, disableTrackOnPause: false, appData: { source } };
    const encodings = source === 'camera' ? { encodings: [{ maxBitrate: 1_500_000 }] } : {};
    this.#producers.set(source, await this.#send.produce({ track, ...options, ...encodings }));
  }

  /** Whether anything was ever sent as `source`. */
  has(source: MediaSource): boolean {
    return this.#producers.has(source);
  }

  /** Sends another track as `source` from now on, or, with `null`, not one packet more. */
  async replace(source: MediaSource, track: MediaStreamTrack | null): Promise<void> {
    await this.#producers.get(source)?.replaceTrack({ track });
  }

  /** Tells the others that `source` pauses or goes on; {@link replace} says what is sent. */
  async pause(source: MediaSource, paused: boolean): Promise<void> {
    const media = this.#producers.get(source)?.id as MediaId | undefined;
    if (!media || paused === this.#paused.has(source)) return;
    await this.#ports.wire.request('media:pause', { ...this.#ports.at, media, paused });
    if (paused) this.#paused.add(source);
    else this.#paused.delete(source);
  }

  /** The track of a remote media. */
  async consume(media: MediaId): Promise<MediaStreamTrack> {
    const consuming = this.#consumers.get(media) ?? this.#consume(media);
    this.#consumers.set(media, consuming);
    return (await consuming).track;
  }

  /** Receives a media no longer. */
  drop(media: MediaId): void {
    this.#consumers.get(media)?.then(
      (consumer) => consumer.close(),
      () => undefined,
    );
    this.#consumers.delete(media);
  }

  /** Ends both transports with all they carry; tracks of one's own stay open. */
  close(): void {
    for (const guard of this.#guards) guard.close();
    this.#send.close();
    this.#receive.close();
  }

  async #consume(media: MediaId): Promise<types.Consumer> {
    const { wire, at } = this.#ports;
    const rtpCapabilities = this.#device.recvRtpCapabilities;
    const offered = await wire.request('media:consume', { ...at, media, rtpCapabilities });
    const { id, kind } = offered;
    const rtpParameters = offered.rtpParameters as types.RtpParameters;
    const consumer = await this.#receive.consume({ id, producerId: media, kind, rtpParameters });
    await wire.request('media:resume', { ...at, consumer: id });
    return consumer;
  }

  // Asked once only: a lost answer leaves it open whether the server has the media, and joining again settles that.
  async #produced(source: MediaSource, rtpParameters: MediaParameters): Promise<{ id: string }> {
    const { wire, at } = this.#ports;
    const { media } = await wire.request('media:produce', { ...at, source, rtpParameters }, 1);
    return { id: media };
  }

  #watch(transport: types.Transport, id: TransportId): IceGuard {
    const { clock, wire, at, onUp, onBroken } = this.#ports;
    const guard = new IceGuard(clock, {
      restart: () => void this.#restartIce(transport, id).catch(() => undefined),
      giveUp: onBroken,
    });
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      wire.request('media:connect', { ...at, transport: id, dtlsParameters }).then(done, fail);
    });
    transport.on('connectionstatechange', (state) => {
      guard.heard(state);
      onUp(this.#isUp());
    });
    return guard;
  }

  async #restartIce(transport: types.Transport, id: TransportId): Promise<void> {
    const { wire, at } = this.#ports;
    const { iceParameters } = await wire.request('media:restart-ice', { ...at, transport: id });
    await transport.restartIce({ iceParameters: iceParameters as types.IceParameters });
  }

  // Nothing flows on a transport before its first media; until then it is `new`, and nothing is amiss.
  #isUp(): boolean {
    const states = [this.#send.connectionState, this.#receive.connectionState];
    return states.includes('connected') && states.every((state) => state === 'connected' || state === 'new');
  }
}

// mediasoup-client checks what it is given.
function transportOptions(options: TransportOptions, iceServers: readonly IceServer[]) {
  return {
    id: options.id,
    iceParameters: options.iceParameters as types.IceParameters,
    iceCandidates: options.iceCandidates as types.IceCandidate[],
    dtlsParameters: options.dtlsParameters as types.DtlsParameters,
    iceServers: iceServers as RTCIceServer[],
  };
}
