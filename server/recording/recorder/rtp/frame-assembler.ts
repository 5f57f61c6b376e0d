import type { Depacketiser, EncodedFrame, PictureSize } from './frame.ts';
import type { RtpPacket } from './packet.ts';
import type { VideoFormat, VideoPayload } from './video-format.ts';

type Unfinished = {
  readonly timestamp: number;
  readonly arrival: number;
  readonly keyFrame: boolean;
  readonly size: PictureSize | undefined;
  readonly pieces: Uint8Array[];
  readonly layers: number[];
};

/**
 * Makes whole frames of packets in sequence. A loss drops the frame it hit and every later one up to the next key frame,
 * because they would be decoded from a picture that is not there.
 */
export class FrameAssembler implements Depacketiser {
  readonly #format: VideoFormat;
  readonly #emit: (frame: EncodedFrame) => void;
  #current: Unfinished | undefined;
  needsKeyFrame = true;
  dropped = 0;

  constructor(format: VideoFormat, emit: (frame: EncodedFrame) => void) {
    this.#format = format;
    this.#emit = emit;
  }

  push(packet: RtpPacket, lost: number): void {
    if (lost > 0) this.#abandon();
    if (packet.payload.length === 0) return;
    const payload = this.#format.parse(packet.payload);
    if (payload === undefined) this.#abandon();
    else this.#take(packet, payload);
  }

  /** A frame whose last packet has not come is not written. */
  end(): void {
    if (this.#current !== undefined) this.#abandon();
  }

  #take(packet: RtpPacket, payload: VideoPayload): void {
    // Nothing was lost, so a new timestamp ends the frame before it even where its sender set no marker.
    if (this.#current !== undefined && this.#current.timestamp !== packet.timestamp) this.#finish();
    if (this.#current !== undefined) append(this.#current, payload);
    else if (payload.begins) this.#begin(packet, payload);
    else this.needsKeyFrame = true;
    if (packet.marker) this.#finish();
  }

  #begin(packet: RtpPacket, payload: VideoPayload): void {
    if (this.needsKeyFrame && !payload.keyFrame) {
      this.dropped += 1;
      return;
    }
    this.needsKeyFrame = false;
    const { timestamp, arrival } = packet;
    const { keyFrame, size, data } = payload;
    this.#current = { timestamp, arrival, keyFrame, size, pieces: [data], layers: [data.length] };
  }

  #finish(): void {
    if (this.#current === undefined) return;
    const { layers, ...frame } = this.#current;
    const trailer = this.#format.trailer(layers);
    if (trailer !== undefined) frame.pieces.push(trailer);
    this.#current = undefined;
    this.#emit(frame);
  }

  #abandon(): void {
    if (this.#current !== undefined) this.dropped += 1;
    this.#current = undefined;
    this.needsKeyFrame = true;
  }
}

function append(frame: Unfinished, payload: VideoPayload): void {
  frame.pieces.push(payload.data);
  if (payload.begins) frame.layers.push(payload.data.length);
  else frame.layers.push((frame.layers.pop() ?? 0) + payload.data.length);
}
