import { opusDuration } from '../rtp/opus.ts';
import type { ByteSource } from './byte-source.ts';
import { id } from './ebml.ts';
import { readBlockHead, readElementHead, readElements, readUint } from './ebml-reader.ts';
import { trackNumber } from './header.ts';

const clusterHeadLength = 8;

export type ReadBlock = {
  /** Where its element begins in the file. */
  readonly offset: number;
  readonly track: number;
  /** Milliseconds from the segment's opening. */
  readonly time: number;
  /** Milliseconds; of sound only, since a picture lasts until the next one. */
  readonly duration: number;
  readonly keyFrame: boolean;
  readonly data: Uint8Array;
};

export type ReadCluster = {
  readonly offset: number;
  readonly end: number;
  readonly timestamp: number;
  readonly blocks: readonly ReadBlock[];
};

/** The whole clusters from an offset on. What was cut off in the middle of writing, or is no cluster, ends them. */
export async function* readClusters(source: ByteSource, clustersAt: number): AsyncGenerator<ReadCluster> {
  let offset = clustersAt;
  for (
    let end = await endOfCluster(source, offset);
    end !== undefined;
    end = await endOfCluster(source, offset)
  ) {
    const cluster = parseCluster(await source.read(offset, end), offset);
    if (cluster === undefined) return;
    yield cluster;
    offset = end;
  }
}

async function endOfCluster(source: ByteSource, offset: number): Promise<number | undefined> {
  if (offset + clusterHeadLength > source.size) return undefined;
  const head = readElementHead(await source.read(offset, offset + clusterHeadLength), 0);
  if (head?.id !== id.cluster || head.length === undefined) return undefined;
  const end = offset + head.contentAt + head.length;
  return end <= source.size ? end : undefined;
}

function parseCluster(bytes: Uint8Array, offset: number): ReadCluster | undefined {
  const [timestamp, ...rest] = readElements(bytes, clusterHeadLength);
  if (timestamp?.id !== id.timestamp) return undefined;
  const time = readUint(timestamp.content);
  const blocks = rest.flatMap(({ id: elementId, at, content }) =>
    elementId === id.simpleBlock ? [parseBlock(content, offset + at, time)] : [],
  );
  return { offset, end: offset + bytes.length, timestamp: time, blocks };
}

function parseBlock(content: Uint8Array, offset: number, clusterTime: number): ReadBlock {
  const { track, relativeTime, keyFrame, dataAt } = readBlockHead(content);
  const data = content.subarray(dataAt);
  const duration = track === trackNumber.audio ? opusDuration(data) : 0;
  return { offset, track, time: clusterTime + relativeTime, duration, keyFrame, data };
}
