import { u16, u8 } from './bytes.ts';
import type { PictureSize } from './frame.ts';
import type { VideoFormat } from './video-format.ts';
import { readVp9KeyFrame } from './vp9-key-frame.ts';

/** VP9 by RFC 9628: the payload descriptor of §4.2. */
export const vp9: VideoFormat = {
  parse(payload) {
    const descriptor = readDescriptor(payload);
    if (descriptor.length >= payload.length) return undefined;
    const data = payload.subarray(descriptor.length);
    const keyFrame = descriptor.mayBeKey ? readVp9KeyFrame(data) : undefined;
    const size = keyFrame && (descriptor.size ?? keyFrame);
    return { begins: descriptor.begins, keyFrame: keyFrame !== undefined, size, data };
  },
  trailer: (layers) => (layers.length > 1 ? superframeIndex(layers) : undefined),
  keyFrameSize: readVp9KeyFrame,
};

type Descriptor = {
  readonly length: number;
  readonly begins: boolean;
  readonly mayBeKey: boolean;
  /** Of the highest spatial layer, where the scalability structure tells it. */
  readonly size: PictureSize | undefined;
};

const flag = { pictureId: 0x80, predicted: 0x40, layers: 0x20, flexible: 0x10, begin: 0x08, structure: 0x02 };

function readDescriptor(payload: Uint8Array): Descriptor {
  const flags = u8(payload, 0);
  const layersAt = 1 + pictureIdLength(payload, flags);
  const referencesAt = layersAt + layerLength(flags);
  const structureAt = referencesAt + referencesLength(payload, referencesAt, flags);
  const begins = (flags & flag.begin) !== 0;
  const hasStructure = (flags & flag.structure) !== 0;
  return {
    length: hasStructure ? structureAt + structureLength(payload, structureAt) : structureAt,
    begins,
    mayBeKey: begins && (flags & flag.predicted) === 0 && spatialLayer(payload, layersAt, flags) === 0,
    size: hasStructure ? largestLayer(payload, structureAt) : undefined,
  };
}

function pictureIdLength(payload: Uint8Array, flags: number): number {
  if ((flags & flag.pictureId) === 0) return 0;
  return u8(payload, 1) >= 0x80 ? 2 : 1;
}

/** Outside the flexible mode the layer indices are followed by TL0PICIDX. */
function layerLength(flags: number): number {
  if ((flags & flag.layers) === 0) return 0;
  return (flags & flag.flexible) === 0 ? 2 : 1;
}

function spatialLayer(payload: Uint8Array, at: number, flags: number): number {
  return (flags & flag.layers) === 0 ? 0 : (u8(payload, at) >> 1) & 0x07;
}

/** Up to three P_DIFF, each saying whether another follows. */
function referencesLength(payload: Uint8Array, at: number, flags: number): number {
  const both = flag.flexible | flag.predicted;
  if ((flags & both) !== both) return 0;
  let length = 1;
  while (length < 3 && (u8(payload, at + length - 1) & 0x01) !== 0) length += 1;
  return length;
}

function structureLength(payload: Uint8Array, at: number): number {
  const sizes = layerSizesLength(payload, at);
  const hasPictureGroup = (u8(payload, at) & 0x08) !== 0;
  return 1 + sizes + (hasPictureGroup ? pictureGroupLength(payload, at + 1 + sizes) : 0);
}

function layerSizesLength(payload: Uint8Array, at: number): number {
  const head = u8(payload, at);
  return (head & 0x10) === 0 ? 0 : 4 * ((head >> 5) + 1);
}

function pictureGroupLength(payload: Uint8Array, at: number): number {
  let length = 1;
  for (let left = u8(payload, at); left > 0; left -= 1)
    length += 1 + ((u8(payload, at + length) >> 2) & 0x03);
  return length;
}

function largestLayer(payload: Uint8Array, at: number): PictureSize | undefined {
  const sizes = layerSizesLength(payload, at);
  if (sizes === 0) return undefined;
  const last = at + 1 + sizes - 4;
  return { width: u16(payload, last), height: u16(payload, last + 2) };
}

/** Spatial layers of one picture share a block; decoders find them by this index (VP9 bitstream, Annex B). */
function superframeIndex(layers: readonly number[]): Uint8Array {
  const marker = 0xc0 | (3 << 3) | (layers.length - 1);
  const index = Buffer.alloc(2 + 4 * layers.length, marker);
  layers.forEach((length, layer) => index.writeUInt32LE(length, 1 + 4 * layer));
  return index;
}
