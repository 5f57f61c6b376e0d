import { ChunkChain, type ChainLink } from './chunk-chain.ts';
import { LegTrack } from './leg-track.ts';
import { FrameAssembler } from './rtp/frame-assembler.ts';
import type { EncodedFrame } from './rtp/frame.ts';
import { OpusDepacketiser, opusClockRate } from './rtp/opus.ts';
import { isRtcp, parseRtp } from './rtp/packet.ts';
import { parseSenderReports } from './rtp/sender-report.ts';
import { videoFormats, type VideoCodec } from './rtp/video-formats.ts';
import { trackNumber } from './webm/header.ts';
import { WebmWriter } from './webm/webm-writer.ts';

/** What one participant sends during one segment, fixed when the file is opened. */
export type LegTracks = {
  readonly audio?: AudioTrack;
  readonly video?: VideoTrack;
};

type AudioTrack = { readonly payloadType: number };

type VideoTrack = { readonly payloadType: number; readonly codec: VideoCodec };

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
  /**
   * Appends one whole chunk (the header or a cluster) to the file and its link to the sidecar. Where it throws, the
   * error passes through to the caller, the chunk does not count, and the writer takes nothing more.
   */
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

type LegStats = {
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
  /**
   * Flushes what has waited for a second although no packet follows; to be called a few times a second with the
   * monotonic nanoseconds up to which the hold-back has released everything.
   */
  tick(releasedUpTo: bigint): void;
  stats(): LegStats;
  /** Flushes what is held and ends the file. Idempotent; later packets are ignored. */
  seal(): LegSummary;
}

/** Slow enough that neither a voice nor a face shows it. */
const slewPerSecond = { audio: 5, video: 50 } as const;
const videoClockRate = 90_000;
const keyFrameRequestIntervalMs = 1000;
/** A player that seeks decodes everything from the key frame before. */
const longestWithoutKeyFrameMs = 10_000;

/** One participant's file for one segment: RTP in, WebM chunks out. Nothing is appended before the first frame. */
export function openLegWriter(options: LegOptions): LegWriter {
  return new WebmLegWriter(options);
}

class WebmLegWriter implements LegWriter {
  readonly #options: LegOptions;
  readonly #chain: ChunkChain;
  readonly #webm: WebmWriter;
  readonly #audio: LegTrack | undefined;
  readonly #video: LegTrack | undefined;
  #lastRequest = -Infinity;
  #ended = false;

  constructor(options: LegOptions) {
    const { audio, video } = options.tracks;
    this.#options = options;
    this.#chain = new ChunkChain(options.token);
    this.#webm = new WebmWriter({
      audio: audio !== undefined,
      video: video?.codec,
      append: (chunk) => {
        this.#append(chunk);
      },
    });
    this.#audio = audio && this.#audioTrack(audio);
    this.#video = video && this.#videoTrack(video);
  }

  write({ kind, bytes, arrival }: LegPacket): void {
    if (this.#ended) return;
    if (isRtcp(bytes)) this.#align(bytes);
    else this.#take(kind, bytes, this.#sinceOpening(arrival));
  }

  tick(releasedUpTo: bigint): void {
    if (this.#ended) return;
    const time = this.#sinceOpening(releasedUpTo);
    this.#giveUp(time);
    this.#webm.tick(time);
  }

  stats(): LegStats {
    const { chunks, bytes, head } = this.#chain;
    return { audio: this.#audio?.stats(), video: this.#video?.stats(), chunks, bytes, head };
  }

  seal(): LegSummary {
    if (!this.#ended) this.#finish();
    return { ...this.stats(), sha256: this.#chain.sha256() };
  }

  #take(kind: MediaKind, bytes: Uint8Array, time: number): void {
    const packet = parseRtp(bytes, time);
    const track = kind === 'audio' ? this.#audio : this.#video;
    if (packet === undefined || track === undefined) return;
    track.push(packet);
    this.#giveUp(time);
    if (kind === 'video' && track.needsKeyFrame(time, longestWithoutKeyFrameMs)) this.#requestKeyFrame(time);
  }

  /** Time passes for both tracks, also for one that has paused with packets held back for a lost one. */
  #giveUp(time: number): void {
    this.#audio?.giveUp(time);
    this.#video?.giveUp(time);
  }

  /** Sound leads: a jump of the picture by some milliseconds is not seen, one of the sound is heard. */
  #align(bytes: Uint8Array): void {
    for (const report of parseSenderReports(bytes)) {
      this.#audio?.report(report);
      this.#video?.report(report);
    }
    if (this.#audio !== undefined) this.#video?.follow(this.#audio);
  }

  #requestKeyFrame(time: number): void {
    if (time - this.#lastRequest < keyFrameRequestIntervalMs) return;
    this.#lastRequest = time;
    this.#options.requestKeyFrame();
  }

  #finish(): void {
    this.#audio?.end();
    this.#video?.end();
    this.#webm.flush();
    this.#ended = true;
  }

  #append(chunk: Uint8Array): void {
    const link = this.#chain.linkTo(chunk);
    try {
      this.#options.append(chunk, link);
    } catch (error) {
      this.#ended = true;
      throw error;
    }
    this.#chain.take(chunk, link);
  }

  #audioTrack({ payloadType }: AudioTrack): LegTrack {
    return new LegTrack({
      payloadType,
      clock: { clockRate: opusClockRate, slewPerSecond: slewPerSecond.audio },
      depacketise: (emit) => new OpusDepacketiser(emit),
      emit: (frame, time) => {
        this.#addBlock(trackNumber.audio, frame, time);
      },
    });
  }

  #videoTrack({ payloadType, codec }: VideoTrack): LegTrack {
    return new LegTrack({
      payloadType,
      clock: { clockRate: videoClockRate, slewPerSecond: slewPerSecond.video },
      depacketise: (emit) => new FrameAssembler(videoFormats[codec], emit),
      emit: (frame, time) => {
        this.#addBlock(trackNumber.video, frame, time);
      },
    });
  }

  #addBlock(track: number, { keyFrame, pieces, size }: EncodedFrame, time: number): void {
    this.#webm.add({ track, time, keyFrame, pieces }, size);
  }

  #sinceOpening(monotonic: bigint): number {
    return Number(monotonic - this.#options.openedAt) / 1e6;
  }
}
