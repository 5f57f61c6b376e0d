import { id } from './ebml.ts';

/** One encoded frame of one track. */
export type Block = {
  readonly track: number;
  /** Whole milliseconds from the segment's opening. */
  readonly time: number;
  readonly keyFrame: boolean;
  readonly pieces: readonly Uint8Array[];
};

const fourByteSize = 0x10000000;
const timestampLength = 6;
const clusterHeadLength = 8 + timestampLength;
/** Size of a SimpleBlock's id, size, track number, relative time and flags. */
const blockOverhead = 9;

/** A whole Cluster: a block may be up to 32 s before or after `time` (RFC 9559 §10). */
export function encodeCluster(time: number, blocks: readonly Block[]): Buffer {
  const blocksLength = blocks.reduce((sum, block) => sum + encodedLength(block), 0);
  const bytes = Buffer.allocUnsafe(clusterHeadLength + blocksLength);
  let at = writeHead(bytes, time, blocksLength);
  for (const block of blocks) at = writeBlock(bytes, at, block, time);
  return bytes;
}

/** What precedes encoded blocks of a known length. */
export function encodeClusterHead(time: number, blocksLength: number): Buffer {
  const bytes = Buffer.allocUnsafe(clusterHeadLength);
  writeHead(bytes, time, blocksLength);
  return bytes;
}

function writeHead(bytes: Buffer, time: number, blocksLength: number): number {
  let at = bytes.writeUInt32BE(id.cluster, 0);
  at = bytes.writeUInt32BE(fourByteSize + timestampLength + blocksLength, at);
  at = bytes.writeUInt8(id.timestamp, at);
  at = bytes.writeUInt8(0x84, at);
  return bytes.writeUInt32BE(time, at);
}

function writeBlock(bytes: Buffer, start: number, block: Block, clusterTime: number): number {
  let at = bytes.writeUInt8(id.simpleBlock, start);
  at = bytes.writeUInt32BE(fourByteSize + encodedLength(block) - 5, at);
  at = bytes.writeUInt8(0x80 | block.track, at);
  at = bytes.writeInt16BE(block.time - clusterTime, at);
  at = bytes.writeUInt8(block.keyFrame ? 0x80 : 0, at);
  for (const piece of block.pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return at;
}

function encodedLength(block: Block): number {
  return block.pieces.reduce((sum, piece) => sum + piece.length, blockOverhead);
}
