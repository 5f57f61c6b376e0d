import type { ByteSource } from './byte-source.ts';
import type { WebmTracks } from './header.ts';
import { readClusters } from './read-clusters.ts';
import { readHeader } from './read-header.ts';

export type WebmScan = {
  readonly tracks: WebmTracks;
  readonly clusters: number;
  /** The end of the last whole cluster; what comes after it was cut off in the middle of writing. */
  readonly end: number;
  /** Milliseconds from the segment's opening to the end of the last frame. */
  readonly duration: number;
};

/** How far a file goes that may have been cut off anywhere. Undefined when not even its header is whole. */
export async function scanWebm(source: ByteSource): Promise<WebmScan | undefined> {
  const header = await readHeader(source);
  if (header === undefined) return undefined;
  let scan: WebmScan = { tracks: header.tracks, clusters: 0, end: header.clustersAt, duration: 0 };
  for await (const { end, blocks } of readClusters(source, header.clustersAt)) {
    const duration = Math.max(scan.duration, ...blocks.map((block) => block.time + block.duration));
    scan = { ...scan, clusters: scan.clusters + 1, end, duration };
  }
  return scan;
}
