import { u8 } from './bytes.ts';

/** RFC 7587 §4.1: the RTP clock always runs at 48 kHz, whatever the encoder does. */
export const opusClockRate = 48_000;

const longestPacket = 120;

/** Milliseconds of sound in an Opus packet, from its first bytes (RFC 6716 §3.1); RFC 7587 §4.2 puts one in each RTP packet. */
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
