import type { ChainLink } from './chunk-chain.ts';

/** What one participant sends during one segment, fixed when the file is opened. */
export type LegTracks = {
  readonly audio?: { readonly payloadType: number };
  readonly video?: { readonly payloadType: number; readonly codec: VideoCodec };
};

export type VideoCodec = 'vp8' | 'vp9';

export type MediaKind = 'audio' | 'video';

/**
 * One datagram that has left the hold-back. RTCP may be passed with either kind: it is recognised and matched by SSRC.
 * The bytes are kept until the cluster is flushed, so the caller MUST NOT reuse their buffer.
 */
export type LegPacket = {
  readonly kind: MediaKind;
  readonly bytes: Uint8Array;
  /** Monotonic nanoseconds at which the socket delivered it. */
  readonly arrival: bigint;
};

export type LegOptions = {
  readonly tracks: LegTracks;
  /** Monotonic nanoseconds of the segment's opening: time zero of every file of the segment. */
  readonly openedAt: bigint;
  /** The exact bytes of the gate token, from which the hash chain starts. */
  readonly token: Uint8Array;
  /** Appends one whole chunk (the header or a cluster) to the file and its link to the sidecar. */
  readonly append: (chunk: Uint8Array, link: ChainLink) => void;
  /** Asked at most once a second: after loss, before the first key frame, and when the last one is old. */
  readonly requestKeyFrame: () => void;
};

export type TrackStats = {
  readonly packets: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly late: number;
  readonly gaps: number;
  readonly frames: number;
  readonly keyFrames: number;
  readonly droppedFrames: number;
  /** Milliseconds from the segment's opening; absent until a frame was taken. */
  readonly firstTime: number | undefined;
  readonly lastTime: number | undefined;
};

export type LegStats = {
  readonly audio: TrackStats | undefined;
  readonly video: TrackStats | undefined;
  readonly chunks: number;
  readonly bytes: number;
  /** Hex of the chain's newest link; of its zeroth, the hash of the token, while nothing is written. */
  readonly head: string;
};

export type LegSummary = LegStats & { readonly sha256: string };

export interface LegWriter {
  /** Packets come in the order of their arrival. */
  write(packet: LegPacket): void;
  /** Flushes what has waited for a second although no packet follows; to be called a few times a second. */
  tick(now: bigint): void;
  stats(): LegStats;
  /** Flushes what is held and ends the file. Idempotent; later packets are ignored. */
  seal(): LegSummary;
}

export type OpenLegWriter = (options: LegOptions) => LegWriter;
