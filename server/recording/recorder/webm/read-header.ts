import type { ByteSource } from './byte-source.ts';
import { id } from './ebml.ts';
import { readElementHead, readElements } from './ebml-reader.ts';
import type { WebmTracks } from './header.ts';
import { readTracks } from './read-tracks.ts';

/** Longer than any header that is written here. */
const headerRead = 1024;

export type ReadHeader = { readonly tracks: WebmTracks; readonly clustersAt: number };

/** Undefined when the file does not hold a whole header. */
export async function readHeader(source: ByteSource): Promise<ReadHeader | undefined> {
  const bytes = await source.read(0, Math.min(headerRead, source.size));
  const ebml = readElementHead(bytes, 0);
  if (ebml?.id !== id.ebml || ebml.length === undefined) return undefined;
  const segment = readElementHead(bytes, ebml.contentAt + ebml.length);
  if (segment?.id !== id.segment) return undefined;
  for (const { id: elementId, contentAt, content } of readElements(bytes, segment.contentAt)) {
    if (elementId === id.tracks)
      return { tracks: readTracks(content), clustersAt: contentAt + content.length };
  }
  return undefined;
}
