import type { PictureSize } from './frame.ts';

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

/** One codec's RTP payload format. */
export interface VideoFormat {
  /** Undefined when the payload is malformed. */
  parse(payload: Uint8Array): VideoPayload | undefined;
  /** What a container wants after the layers of a picture; layers are given by their lengths. */
  trailer(layers: readonly number[]): Uint8Array | undefined;
  /** The size in the first bytes of a frame as a container holds it; undefined when it is no key frame. */
  keyFrameSize(frame: Uint8Array): PictureSize | undefined;
}
