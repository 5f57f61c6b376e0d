import type { RtpPacket } from './packet.ts';

export type PictureSize = { readonly width: number; readonly height: number };

/** What a codec's payload descriptor says of one packet. */
export type VideoPayload = {
  /** The packet begins a frame, or a layer of one. */
  readonly begins: boolean;
  /** Meaningful where a frame begins. */
  readonly keyFrame: boolean;
  /** Known where a key frame begins. */
  readonly size?: PictureSize | undefined;
  /** The codec's bytes, without the descriptor. */
  readonly data: Uint8Array;
};

/** A whole encoded picture; its bytes stay in the packets they came in. */
export type VideoFrame = {
  readonly timestamp: number;
  /** Of its first packet. */
  readonly arrival: number;
  readonly keyFrame: boolean;
  readonly size?: PictureSize | undefined;
  readonly pieces: readonly Uint8Array[];
};

/** One codec's RTP payload format. */
export interface VideoFormat {
  /** Undefined when the payload is malformed. */
  parse(payload: Uint8Array): VideoPayload | undefined;
  /** What a container wants after the layers of a picture; layers are given by their lengths. */
  trailer(layers: readonly number[]): Uint8Array | undefined;
}

export type VideoPacket = Pick<RtpPacket, 'timestamp' | 'marker' | 'payload' | 'arrival'>;
