import type { RtpPacket } from './packet.ts';

export type PictureSize = { readonly width: number; readonly height: number };

/** One whole encoded picture or Opus packet; its bytes stay in the RTP packets they came in. */
export type EncodedFrame = {
  readonly timestamp: number;
  /** Of its first packet. */
  readonly arrival: number;
  readonly keyFrame: boolean;
  /** Of a video key frame. */
  readonly size?: PictureSize | undefined;
  readonly pieces: readonly Uint8Array[];
};

/** Makes whole frames of packets in sequence and hands them on. */
export interface Depacketiser {
  /** Nothing more comes out until a key frame comes in. */
  readonly needsKeyFrame: boolean;
  /** Frames that began and were not handed on. */
  readonly dropped: number;
  /** `lost` is the number of packets missing immediately before this one. */
  push(packet: RtpPacket, lost: number): void;
  /** Gives up what is unfinished. */
  end(): void;
}
