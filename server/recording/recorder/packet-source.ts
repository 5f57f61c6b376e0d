import { u32 } from './rtp/bytes.ts';
import { isRtcp } from './rtp/packet.ts';

/** The SSRC that sent a datagram, of RTP (RFC 3550 §5.1) or of RTCP (§6.4.1); undefined where there is none. */
export function sourceOf(bytes: Uint8Array): number | undefined {
  if (isRtcp(bytes)) return bytes.length < 8 ? undefined : u32(bytes, 4);
  return bytes.length < 12 ? undefined : u32(bytes, 8);
}
