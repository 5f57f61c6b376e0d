import { formatLink } from '../chain-sidecar.ts';
import {
  openLegWriter,
  type LegPacket,
  type LegSummary,
  type LegTracks,
  type MediaKind,
} from '../leg-writer.ts';
import { u16, u32, u8 } from '../rtp/bytes.ts';
import { opusClockRate } from '../rtp/opus.ts';
import { payloadTypes, type EncodedCall } from './encoded-call.ts';

/** Monotonic nanoseconds at which the segment of all these legs opened. */
export const openedAt = 5_000_000_000_000n;
export const token = Buffer.from('a gate token');

const ticksPerMs = { audio: opusClockRate / 1000, video: 90 } as const;

export type RecordedLeg = {
  readonly file: Buffer;
  readonly chunks: readonly Buffer[];
  readonly sidecar: string;
  readonly summary: LegSummary;
  readonly keyFrameRequests: number;
};

/** Gives one track's datagrams the arrival times that their timestamps tell, from `startMs` after the opening on. */
export function arriving(call: EncodedCall, kind: MediaKind, startMs: number): readonly LegPacket[] {
  const datagrams = call[kind];
  const first = timestampOf(datagrams[0]);
  return datagrams.map((bytes) => {
    const elapsed = ((timestampOf(bytes) - first) | 0) / ticksPerMs[kind];
    return { kind, bytes, arrival: openedAt + nanoseconds(startMs + elapsed) };
  });
}

export function byArrival(...tracks: readonly (readonly LegPacket[])[]): readonly LegPacket[] {
  return tracks.flat().sort((a, b) => Number(a.arrival - b.arrival));
}

/** Gives the first packet these numbers and moves all others along, so that they wrap where a test wants it. */
export function numberedFrom(
  packets: readonly LegPacket[],
  sequence: number,
  timestamp: number,
): readonly LegPacket[] {
  const [first] = packets;
  if (first === undefined) return [];
  const sequenceShift = sequence - u16(first.bytes, 2);
  const timestampShift = timestamp - u32(first.bytes, 4);
  return packets.map((packet) => {
    const bytes = Buffer.from(packet.bytes);
    bytes.writeUInt16BE((u16(bytes, 2) + sequenceShift) & 0xffff, 2);
    bytes.writeUInt32BE((u32(bytes, 4) + timestampShift) >>> 0, 4);
    return { ...packet, bytes };
  });
}

/** Adds RTP padding, which is no part of the payload. */
export function padded(packet: LegPacket, length: number): LegPacket {
  const bytes = Buffer.concat([packet.bytes, Buffer.alloc(length, length)]);
  bytes[0] = u8(bytes, 0) | 0x20;
  return { ...packet, bytes };
}

export function delayed(packet: LegPacket, ms: number): LegPacket {
  return { ...packet, arrival: packet.arrival + nanoseconds(ms) };
}

export function recordLeg(packets: readonly LegPacket[], tracks: LegTracks): RecordedLeg {
  const chunks: Buffer[] = [];
  const links: string[] = [];
  let keyFrameRequests = 0;
  const writer = openLegWriter({
    tracks,
    openedAt,
    token,
    append(chunk, link) {
      chunks.push(Buffer.from(chunk));
      links.push(formatLink(link));
    },
    requestKeyFrame() {
      keyFrameRequests += 1;
    },
  });
  for (const packet of packets) writer.write(packet);
  const summary = writer.seal();
  return { file: Buffer.concat(chunks), chunks, sidecar: links.join(''), summary, keyFrameRequests };
}

export const tracksOf = (codec: 'vp8' | 'vp9'): LegTracks => ({
  audio: { payloadType: payloadTypes.audio },
  video: { payloadType: payloadTypes.video, codec },
});

function timestampOf(datagram: Uint8Array | undefined): number {
  return datagram === undefined ? 0 : u32(datagram, 4);
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms * 1e6));
}
