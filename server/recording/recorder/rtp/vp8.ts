import { u16le, u24, u8 } from './bytes.ts';
import type { PictureSize } from './frame.ts';
import type { VideoFormat, VideoPayload } from './video-format.ts';

const startCode = 0x9d012a;

/** VP8 by RFC 7741: the payload descriptor of §4.2 and the payload header of §4.3. */
export const vp8: VideoFormat = {
  parse(payload) {
    const at = descriptorLength(payload);
    if (at >= payload.length) return undefined;
    return describe(payload.subarray(at), beginsFrame(payload));
  },
  trailer: () => undefined,
  keyFrameSize: (frame) => ((u8(frame, 0) & 0x01) === 0 ? pictureSize(frame) : undefined),
};

function describe(data: Uint8Array, begins: boolean): VideoPayload {
  const keyFrame = begins && (u8(data, 0) & 0x01) === 0;
  return { begins, keyFrame, size: keyFrame ? pictureSize(data) : undefined, data };
}

/** S is set and PID is zero: the first packet of the first partition. */
function beginsFrame(payload: Uint8Array): boolean {
  return (u8(payload, 0) & 0x17) === 0x10;
}

function descriptorLength(payload: Uint8Array): number {
  const hasExtension = (u8(payload, 0) & 0x80) !== 0;
  if (!hasExtension) return 1;
  const flags = u8(payload, 1);
  return 2 + pictureIdLength(payload, flags) + bit(flags, 0x40) + bit(flags, 0x30);
}

function pictureIdLength(payload: Uint8Array, flags: number): number {
  if ((flags & 0x80) === 0) return 0;
  return u8(payload, 2) >= 0x80 ? 2 : 1;
}

function bit(flags: number, mask: number): number {
  return (flags & mask) === 0 ? 0 : 1;
}

/** The frame header of a key frame, RFC 6386 §9.1; the upper two bits of each side are a scaling hint. */
function pictureSize(data: Uint8Array): PictureSize | undefined {
  if (data.length < 10 || u24(data, 3) !== startCode) return undefined;
  return { width: u16le(data, 6) & 0x3fff, height: u16le(data, 8) & 0x3fff };
}
