import { readClusters, type ReadBlock } from '../webm/read-clusters.ts';
import { readHeader } from '../webm/read-header.ts';
import { memorySource } from './memory-source.ts';

/** All blocks of a file, in its order. */
export async function readBlocks(file: Uint8Array): Promise<readonly ReadBlock[]> {
  const source = memorySource(file);
  const header = await readHeader(source);
  const clusters = await Array.fromAsync(readClusters(source, header?.clustersAt ?? 0));
  return clusters.flatMap((cluster) => cluster.blocks);
}
