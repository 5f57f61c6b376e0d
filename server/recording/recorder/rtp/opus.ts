import { u8 } from './bytes.ts';
import type { Depacketiser, EncodedFrame } from './frame.ts';
import type { RtpPacket } from './packet.ts';

/** RFC 7587 §4.1: the RTP clock always runs at 48 kHz, whatever the encoder does. */
export const opusClockRate = 48_000;

const longestPacket = 120;

/** RFC 7587 §4.2: the payload is one Opus packet, which needs no other to be decoded. */
export class OpusDepacketiser implements Depacketiser {
  readonly #emit: (frame: EncodedFrame) => void;
  readonly needsKeyFrame = false;
  readonly dropped = 0;

  constructor(emit: (frame: EncodedFrame) => void) {
    this.#emit = emit;
  }

  push({ timestamp, arrival, payload }: RtpPacket): void {
    if (payload.length > 0) this.#emit({ timestamp, arrival, keyFrame: true, pieces: [payload] });
  }

  end(): void {
    // Every packet was a whole frame, so none is unfinished.
  }
}

/** Milliseconds of sound in an Opus packet, from its first bytes (RFC 6716 §3.1). */
export function opusDuration(packet: Uint8Array): number {
  if (packet.length === 0) return 0;
  return Math.min(frameDuration(u8(packet, 0) >> 3) * frameCount(packet), longestPacket);
}

function frameDuration(config: number): number {
  if (config < 12) return [10, 20, 40, 60][config & 3] ?? 0;
  if (config < 16) return [10, 20][config & 1] ?? 0;
  return [2.5, 5, 10, 20][config & 3] ?? 0;
}

function frameCount(packet: Uint8Array): number {
  const code = u8(packet, 0) & 3;
  if (code === 0) return 1;
  return code === 3 ? u8(packet, 1) & 0x3f : 2;
}
