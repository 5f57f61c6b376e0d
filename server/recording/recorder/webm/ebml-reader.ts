import { u16, u8 } from '../rtp/bytes.ts';

export type ElementHead = {
  readonly id: number;
  readonly contentAt: number;
  /** Undefined where the size is unknown. */
  readonly length: number | undefined;
};

/** Undefined where the bytes end before the head does, or are no EBML. */
export function readElementHead(bytes: Uint8Array, at: number): ElementHead | undefined {
  const idWidth = vintWidth(u8(bytes, at));
  const sizeAt = at + idWidth;
  const sizeWidth = vintWidth(u8(bytes, sizeAt));
  const contentAt = sizeAt + sizeWidth;
  if (idWidth > 4 || sizeWidth > 8 || contentAt > bytes.length) return undefined;
  return { id: readUint(bytes, at, idWidth), contentAt, length: readSize(bytes, sizeAt, sizeWidth) };
}

export type Element = {
  readonly id: number;
  readonly at: number;
  readonly contentAt: number;
  readonly content: Uint8Array;
};

/** The elements that lie whole within the bytes, one after the other. */
export function* readElements(bytes: Uint8Array, start = 0): Generator<Element> {
  let at = start;
  while (at < bytes.length) {
    const head = readElementHead(bytes, at);
    if (head?.length === undefined) return;
    const end = head.contentAt + head.length;
    if (end > bytes.length) return;
    yield { id: head.id, at, contentAt: head.contentAt, content: bytes.subarray(head.contentAt, end) };
    at = end;
  }
}

export function readUint(bytes: Uint8Array, at = 0, width = bytes.length): number {
  let value = 0;
  for (let offset = 0; offset < width; offset += 1) value = value * 256 + u8(bytes, at + offset);
  return value;
}

/** The block's head as in RFC 9559 §10.1; track numbers here need one byte. */
export function readBlockHead(block: Uint8Array): BlockHead {
  return {
    track: u8(block, 0) & 0x7f,
    relativeTime: (u16(block, 1) << 16) >> 16,
    keyFrame: (u8(block, 3) & 0x80) !== 0,
    dataAt: 4,
  };
}

export type BlockHead = {
  readonly track: number;
  readonly relativeTime: number;
  readonly keyFrame: boolean;
  readonly dataAt: number;
};

// The length's marker goes before the number is put together: 2^56 with it is beyond what a double holds to the byte.
function readSize(bytes: Uint8Array, at: number, width: number): number | undefined {
  const lowWidth = Math.min(width, 4);
  const high = readUint(bytes, at, width - lowWidth);
  const low = readUint(bytes, at + width - lowWidth, lowWidth);
  const marker = 2 ** (7 * width - 8 * lowWidth);
  const value = width > 4 ? (high - marker) * 2 ** 32 + low : low - 2 ** (7 * width);
  return value === 2 ** (7 * width) - 1 ? undefined : value;
}

function vintWidth(first: number): number {
  return Math.clz32(first) - 23;
}
