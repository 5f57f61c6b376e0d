export type PacketFields = {
  readonly payloadType?: number;
  readonly marker?: boolean;
  readonly sequence?: number;
  readonly timestamp?: number;
  readonly ssrc?: number;
  readonly payload?: Uint8Array;
  readonly sources?: readonly number[];
  readonly extension?: Uint8Array;
  /** Bytes of padding, of which the last tells the number. */
  readonly padding?: number;
};

/** A datagram as RFC 3550 §5.1 lays it out. */
export function rtpPacket(fields: PacketFields): Buffer {
  const { payload = Buffer.alloc(0), sources = [], padding = 0 } = fields;
  return Buffer.concat([
    fixedHeader(fields),
    ...sources.map(uint32),
    extensionOf(fields.extension),
    payload,
    Buffer.alloc(padding, padding),
  ]);
}

function fixedHeader(fields: PacketFields): Buffer {
  const { sources = [], extension, padding = 0, marker = false, payloadType = 96 } = fields;
  const header = Buffer.alloc(12);
  header[0] = 0x80 | (padding > 0 ? 0x20 : 0) | (extension === undefined ? 0 : 0x10) | sources.length;
  header[1] = (marker ? 0x80 : 0) | payloadType;
  header.writeUInt16BE((fields.sequence ?? 0) & 0xffff, 2);
  header.writeUInt32BE((fields.timestamp ?? 0) >>> 0, 4);
  header.writeUInt32BE(fields.ssrc ?? 1, 8);
  return header;
}

function extensionOf(words: Uint8Array | undefined): Buffer {
  if (words === undefined) return Buffer.alloc(0);
  return Buffer.concat([uint32((0xbede << 16) | (words.length / 4)), words]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
