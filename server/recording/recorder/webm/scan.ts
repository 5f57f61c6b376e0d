import type { PictureSize } from '../rtp/frame.ts';
import { opusDuration } from '../rtp/opus.ts';
import { videoFormats } from '../rtp/video-formats.ts';
import type { ByteSource } from './byte-source.ts';
import { id } from './ebml.ts';
import { readBlockHead, readElementHead, readElements, readUint } from './ebml-reader.ts';
import { trackNumber, type WebmTracks } from './header.ts';
import { readTracks } from './read-tracks.ts';

/** Longer than any header that is written here, and than what a cluster tells of itself in its first block. */
const headerRead = 1024;
const clusterRead = 64;

export type ClusterEntry = {
  readonly offset: number;
  readonly length: number;
  /** Milliseconds, track and kind of the first block. */
  readonly time: number;
  readonly track: number;
  readonly keyFrame: boolean;
};

/** Where everything lies in a recording, up to its last whole cluster. */
export type WebmIndex = {
  readonly tracks: WebmTracks;
  readonly clusters: readonly ClusterEntry[];
  readonly start: number;
  /** What comes after was cut off in the middle of writing. */
  readonly end: number;
  /** Milliseconds from the segment's opening to the end of the last frame. */
  readonly duration: number;
};

/**
 * Reads the heads of a file's clusters. The file may have been cut off anywhere; it is undefined when not even its header
 * is whole.
 */
export async function scanWebm(source: ByteSource): Promise<WebmIndex | undefined> {
  const header = readHeader(await source.read(0, Math.min(headerRead, source.size)));
  if (header === undefined) return undefined;
  const scan = await scanClusters(source, header);
  const last = scan.clusters.at(-1);
  return {
    tracks: withSize(header.tracks, scan.pictureSize),
    clusters: scan.clusters,
    start: header.length,
    end: last === undefined ? header.length : last.offset + last.length,
    duration: last === undefined ? 0 : await endOf(source, last),
  };
}

type Header = { readonly tracks: WebmTracks; readonly length: number };

function readHeader(bytes: Uint8Array): Header | undefined {
  const ebml = readElementHead(bytes, 0);
  if (ebml?.id !== id.ebml || ebml.length === undefined) return undefined;
  const segment = readElementHead(bytes, ebml.contentAt + ebml.length);
  if (segment?.id !== id.segment) return undefined;
  for (const { id: elementId, contentAt, content } of readElements(bytes, segment.contentAt)) {
    if (elementId === id.tracks) return { tracks: readTracks(content), length: contentAt + content.length };
  }
  return undefined;
}

type ReadCluster = ClusterEntry & { readonly firstData: Uint8Array };

type ClusterScan = {
  readonly clusters: readonly ClusterEntry[];
  readonly pictureSize: PictureSize | undefined;
};

async function scanClusters(source: ByteSource, { tracks, length }: Header): Promise<ClusterScan> {
  const clusters: ClusterEntry[] = [];
  let pictureSize: PictureSize | undefined;
  for (let offset = length; offset < source.size;) {
    const bytes = await source.read(offset, Math.min(offset + clusterRead, source.size));
    const cluster = readCluster(bytes, offset);
    if (cluster === undefined || offset + cluster.length > source.size) break;
    pictureSize ??= keyFrameSize(cluster, tracks);
    const { firstData: _, ...entry } = cluster;
    clusters.push(entry);
    offset += entry.length;
  }
  return { clusters, pictureSize };
}

function readCluster(bytes: Uint8Array, offset: number): ReadCluster | undefined {
  const cluster = readElementHead(bytes, 0);
  if (cluster?.id !== id.cluster || cluster.length === undefined) return undefined;
  const timestamp = readElementHead(bytes, cluster.contentAt);
  if (timestamp?.id !== id.timestamp || timestamp.length === undefined) return undefined;
  const blockAt = timestamp.contentAt + timestamp.length;
  const block = readElementHead(bytes, blockAt);
  if (block?.id !== id.simpleBlock) return undefined;
  const { track, relativeTime, keyFrame, dataAt } = readBlockHead(bytes, block.contentAt);
  return {
    offset,
    length: cluster.contentAt + cluster.length,
    time: readUint(bytes, timestamp.contentAt, timestamp.length) + relativeTime,
    track,
    keyFrame,
    firstData: bytes.subarray(dataAt),
  };
}

function keyFrameSize({ track, firstData }: ReadCluster, { video }: WebmTracks): PictureSize | undefined {
  if (video === undefined || track !== trackNumber.video) return undefined;
  return videoFormats[video.codec].keyFrameSize(firstData);
}

/** The header may have been written before the first key frame told the size. */
function withSize(tracks: WebmTracks, size: PictureSize | undefined): WebmTracks {
  if (tracks.video === undefined || size === undefined) return tracks;
  return { ...tracks, video: { ...tracks.video, size } };
}

async function endOf(source: ByteSource, { offset, length }: ClusterEntry): Promise<number> {
  const [cluster] = readElements(await source.read(offset, offset + length));
  let time = 0;
  let end = 0;
  for (const { id: elementId, content } of readElements(cluster?.content ?? new Uint8Array(0))) {
    if (elementId === id.timestamp) time = readUint(content);
    if (elementId === id.simpleBlock) end = Math.max(end, time + endOfBlock(content));
  }
  return end;
}

/** Relative to the cluster. A picture lasts until the next one, so the last has no length of its own. */
function endOfBlock(block: Uint8Array): number {
  const { track, relativeTime, dataAt } = readBlockHead(block, 0);
  return relativeTime + (track === trackNumber.audio ? opusDuration(block.subarray(dataAt)) : 0);
}
