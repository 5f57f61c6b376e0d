import { readClusters, type ReadBlock, type ReadCluster } from '../webm/read-clusters.ts';
import { readHeader } from '../webm/read-header.ts';
import { memorySource } from './memory-source.ts';

export async function readAllClusters(file: Uint8Array): Promise<readonly ReadCluster[]> {
  const source = memorySource(file);
  const header = await readHeader(source);
  const clusters: ReadCluster[] = [];
  for await (const cluster of readClusters(source, header?.clustersAt ?? 0)) clusters.push(cluster);
  return clusters;
}

/** All blocks of a file, in its order. */
export async function readBlocks(file: Uint8Array): Promise<readonly ReadBlock[]> {
  const clusters = await readAllClusters(file);
  return clusters.flatMap((cluster) => cluster.blocks);
}
