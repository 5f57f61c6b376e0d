import type { CallId, MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type {
  ConsumerId,
  ConsumerOptions,
  MediaParameters,
  TransportId,
  TransportOptions,
} from '@jawort/shared/protocol/media';

/** A selective forwarding unit. All of a call's parts end with the call; all of a party's with the party. */
export interface MediaServer {
  /** Where a call begins; again for the same call gives the same room. */
  open(call: CallId): Promise<MediaRoom>;
  /** The room of a call that runs, if it does. */
  find(call: CallId): MediaRoom | null;
  /** Told when a worker died and its rooms with it; a room opened again stands on a new worker. */
  onLost(listener: (call: CallId) => void): void;
  close(): Promise<void>;
}

export interface MediaRoom {
  readonly rtpCapabilities: MediaParameters;
  join(
    party: ParticipantId,
  ): Promise<{ readonly send: TransportOptions; readonly receive: TransportOptions }>;
  leave(party: ParticipantId): void;
  connect(party: ParticipantId, transport: TransportId, dtlsParameters: MediaParameters): Promise<void>;
  restartIce(party: ParticipantId, transport: TransportId): Promise<MediaParameters>;
  /** Takes a party's media; MUST be paused until {@link pause} lets it flow. A second of the same source MUST be refused as ERR_MEDIA_LIMIT. */
  produce(party: ParticipantId, source: MediaSource, rtpParameters: MediaParameters): Promise<MediaId>;
  pause(party: ParticipantId, media: MediaId, paused: boolean): Promise<void>;
  closeMedia(party: ParticipantId, media: MediaId): void;
  consume(party: ParticipantId, media: MediaId, rtpCapabilities: MediaParameters): Promise<ConsumerOptions>;
  resume(party: ParticipantId, consumer: ConsumerId): Promise<void>;
  all(): readonly { media: MediaId; party: ParticipantId; source: MediaSource; paused: boolean }[];
  /** The recorder's end: a plain transport over loopback UDP, everything paused until resumed (RG9). */
  tap(port: number, media: readonly MediaId[]): Promise<MediaTap>;
  close(): void;
}

/** RTP of some media towards one loopback port. Offers no transport-cc, goog-remb or abs-send-time. */
export interface MediaTap {
  readonly legs: readonly TappedMedia[];
  /** The loopback port that the RTP comes from; the recorder takes none from elsewhere. */
  readonly port: number;
  resume(): Promise<void>;
  requestKeyFrame(media: MediaId): Promise<void>;
  close(): void;
}

/** How to recognise one media's RTP at the tap. */
export type TappedMedia = {
  readonly media: MediaId;
  readonly party: ParticipantId;
  readonly source: MediaSource;
  readonly ssrc: number;
  readonly payloadType: number;
  readonly mimeType: string;
  readonly clockRate: number;
  readonly channels: number;
};
