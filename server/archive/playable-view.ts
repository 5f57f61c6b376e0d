import type { ByteSource } from '../recording/recorder/webm/byte-source.ts';
import type { WebmTracks } from '../recording/recorder/webm/header.ts';
import { readClusters } from '../recording/recorder/webm/read-clusters.ts';
import { readHeader } from '../recording/recorder/webm/read-header.ts';
import { PlayableBody } from './playable-body.ts';
import type { PieceTable } from './playable-pieces.ts';
import { playablePrefix } from './playable-prefix.ts';

/**
 * A recording as players want it: with its duration, with cues to seek by, beginning at the segment's opening, and with
 * silence where sound is missing. The file stays as it was written.
 */
export interface PlayableView {
  readonly size: number;
  /** With its codecs, for a Content-Type. */
  readonly mediaType: string;
  readonly durationMs: number;
  /** Bytes from `start` up to and without `end`, for an HTTP range. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

/**
 * Opens a recording that may be sealed, still growing, or cut off by a crash: the view ends with the last whole cluster.
 * Undefined while the file holds no whole cluster. The file is read once from end to end, so keep the view.
 */
export async function openPlayable(file: ByteSource): Promise<PlayableView | undefined> {
  const header = await readHeader(file);
  if (header === undefined) return undefined;
  const body = new PlayableBody(header.tracks);
  for await (const cluster of readClusters(file, header.clustersAt)) body.add(cluster);
  return body.pieces.length === 0 ? undefined : viewOf(file, body);
}

function viewOf(file: ByteSource, body: PlayableBody): PlayableView {
  const prefix = playablePrefix(body);
  return {
    size: prefix.length + body.pieces.length,
    mediaType: mediaType(body.tracks),
    durationMs: body.duration,
    read: (start, end) => readJoined(prefix, body.pieces, file, start, end),
  };
}

async function* readJoined(
  prefix: Buffer,
  body: PieceTable,
  file: ByteSource,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (start < prefix.length) yield prefix.subarray(start, end);
  const bodyEnd = end - prefix.length;
  if (bodyEnd > 0) yield* body.read(file, Math.max(0, start - prefix.length), bodyEnd);
}

function mediaType({ audio, video }: WebmTracks): string {
  const codecs = [...(video === undefined ? [] : [video.codec]), ...(audio ? ['opus'] : [])];
  return `${video === undefined ? 'audio' : 'video'}/webm; codecs="${codecs.join(', ')}"`;
}
