/** Elements of EBML (RFC 8794) and Matroska (RFC 9559) that a recording uses; ids include their length marker. */
export const id = {
  ebml: 0x1a45dfa3,
  ebmlVersion: 0x4286,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  seekPreRoll: 0x56bb,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
} as const;

/** A size with all its bits set means "until the end of the file" (RFC 8794 §6.2). */
export const unknownSize = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

export function element(elementId: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([idBytes(elementId), sizeBytes(length), ...content]);
}

export function idBytes(elementId: number): Buffer {
  return bigEndian(elementId, byteLength(elementId));
}

/** Always four bytes wide, so that what is laid out around it does not depend on the value. */
function sizeBytes(length: number): Buffer {
  if (length >= 2 ** 28 - 1) throw new RangeError(`An element of ${length} bytes needs a wider size.`);
  return bigEndian((0x10000000 | length) >>> 0, 4);
}

/** Eight bytes wide, for a Segment that may exceed 256 MiB. */
export function wideSizeBytes(length: number): Buffer {
  const bytes = bigEndian(length, 8);
  bytes[0] = 0x01;
  return bytes;
}

export function uint(elementId: number, value: number, width = byteLength(value)): Buffer {
  return element(elementId, bigEndian(value, width));
}

export function float(elementId: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(elementId, bytes);
}

export function text(elementId: number, value: string): Buffer {
  return element(elementId, Buffer.from(value, 'utf8'));
}

function byteLength(value: number): number {
  return Math.max(1, Math.ceil(value.toString(16).length / 2));
}

function bigEndian(value: number, width: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.subarray(8 - width);
}
