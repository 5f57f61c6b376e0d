import { u16, u32, u8 } from './bytes.ts';

const fixedHeader = 12;

/** An RTP packet by RFC 3550 §5.1; the payload is a view of the datagram, without its padding. */
export type RtpPacket = {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
  /** Milliseconds on the clock of whoever received it. */
  readonly arrival: number;
};

/** Whether a datagram of a multiplexed transport is RTCP: packet types 192 to 223 (RFC 5761 §4). */
export function isRtcp(bytes: Uint8Array): boolean {
  const type = u8(bytes, 1);
  return type >= 192 && type <= 223;
}

/** Undefined when the datagram is not well-formed RTP. */
export function parseRtp(bytes: Uint8Array, arrival: number): RtpPacket | undefined {
  if (bytes.length < fixedHeader || u8(bytes, 0) >> 6 !== 2) return undefined;
  const start = payloadStart(bytes);
  const end = bytes.length - paddingLength(bytes);
  if (start > end) return undefined;
  const second = u8(bytes, 1);
  return {
    payloadType: second & 0x7f,
    marker: second >= 0x80,
    sequence: u16(bytes, 2),
    timestamp: u32(bytes, 4),
    ssrc: u32(bytes, 8),
    payload: bytes.subarray(start, end),
    arrival,
  };
}

function payloadStart(bytes: Uint8Array): number {
  const first = u8(bytes, 0);
  const afterSources = fixedHeader + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  return hasExtension ? afterSources + 4 + 4 * u16(bytes, afterSources + 2) : afterSources;
}

function paddingLength(bytes: Uint8Array): number {
  const hasPadding = (u8(bytes, 0) & 0x20) !== 0;
  return hasPadding ? u8(bytes, bytes.length - 1) : 0;
}
