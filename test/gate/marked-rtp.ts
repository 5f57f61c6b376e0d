import { rtpPacket } from '../../server/recording/recorder/testing/rtp-packet.ts';

/** What a packet carries, so that it is recognised wherever its bytes lie. */
export type Mark = { readonly leg: number; readonly index: number };

const label = Buffer.from('JWMARK');
const markLength = label.length + 6;

export const payloadTypes = { audio: 111, video: 96 } as const;

/** An Opus packet of 20 ms. */
export function opusPacket(mark: Mark, ssrc: number, sequence: number): Buffer {
  const payload = Buffer.concat([Buffer.of(0x78), markBytes(mark), Buffer.alloc(60)]);
  return rtpPacket({ payloadType: payloadTypes.audio, ssrc, sequence, timestamp: sequence * 960, payload });
}

/** One of the two packets of a VP8 frame (RFC 7741); a key frame says its size (RFC 6386 §9.1). */
export function vp8Packet(
  mark: Mark,
  ssrc: number,
  { sequence, frame, half, keyFrame }: { sequence: number; frame: number; half: 0 | 1; keyFrame: boolean },
): Buffer {
  const payload = Buffer.concat([
    half === 0 ? Buffer.concat([Buffer.of(0x10), frameHeader(keyFrame)]) : Buffer.of(0x00),
    markBytes(mark),
    Buffer.alloc(200),
  ]);
  const timestamp = frame * 3000;
  return rtpPacket({
    payloadType: payloadTypes.video,
    marker: half === 1,
    ssrc,
    sequence,
    timestamp,
    payload,
  });
}

/** All marks that lie anywhere in a file's bytes. */
export function marksIn(bytes: Buffer): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = bytes.indexOf(label); at !== -1; at = bytes.indexOf(label, at + markLength)) {
    marks.push({
      leg: bytes.readUInt16BE(at + label.length),
      index: bytes.readUInt32BE(at + label.length + 2),
    });
  }
  return marks;
}

function frameHeader(keyFrame: boolean): Buffer {
  return keyFrame
    ? Buffer.of(0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00)
    : Buffer.of(0x11, 0x02, 0x00);
}

function markBytes({ leg, index }: Mark): Buffer {
  const bytes = Buffer.alloc(markLength);
  label.copy(bytes);
  bytes.writeUInt16BE(leg, label.length);
  bytes.writeUInt32BE(index, label.length + 2);
  return bytes;
}
