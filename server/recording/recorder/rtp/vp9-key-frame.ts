import { u8 } from './bytes.ts';
import type { PictureSize } from './frame.ts';

const syncCode = 0x498342;
const srgb = 7;

/** The picture size in the uncompressed header of a VP9 key frame (bitstream specification §6.2), else undefined. */
export function readVp9KeyFrame(data: Uint8Array): PictureSize | undefined {
  const bits = new BitReader(data);
  if (bits.read(2) !== 2) return undefined;
  const profile = bits.read(1) | (bits.read(1) << 1);
  if (profile === 3) bits.read(1);
  const showExistingFrame = bits.read(1);
  const frameType = bits.read(1);
  bits.read(2);
  if (showExistingFrame === 1 || frameType === 1 || bits.read(24) !== syncCode) return undefined;
  skipColourConfig(bits, profile);
  return { width: bits.read(16) + 1, height: bits.read(16) + 1 };
}

function skipColourConfig(bits: BitReader, profile: number): void {
  if (profile >= 2) bits.read(1);
  const hasSubsampling = profile === 1 || profile === 3;
  if (bits.read(3) === srgb) bits.read(hasSubsampling ? 1 : 0);
  else bits.read(hasSubsampling ? 4 : 1);
}

class BitReader {
  readonly #data: Uint8Array;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  read(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) value = (value << 1) | this.#next();
    return value;
  }

  #next(): number {
    const bit = (u8(this.#data, this.#at >> 3) >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }
}
