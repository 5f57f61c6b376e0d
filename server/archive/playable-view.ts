import type { ByteSource } from '../recording/recorder/webm/byte-source.ts';
import type { WebmTracks } from '../recording/recorder/webm/header.ts';
import { scanWebm } from '../recording/recorder/webm/scan.ts';
import { playablePrefix } from './playable-prefix.ts';

const readLength = 256 * 1024;

/** A recording as players want it, with duration and cues, while its file stays as it was written. */
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
 * Undefined while the file holds no whole cluster.
 */
export async function openPlayable(file: ByteSource): Promise<PlayableView | undefined> {
  const index = await scanWebm(file);
  if (index === undefined || index.clusters.length === 0) return undefined;
  const prefix = playablePrefix(index);
  return {
    size: prefix.length + index.end - index.start,
    mediaType: mediaType(index.tracks),
    durationMs: index.duration,
    read: (start, end) => readJoined(prefix, file, index.start, start, end),
  };
}

async function* readJoined(
  prefix: Buffer,
  file: ByteSource,
  clustersAt: number,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (start < prefix.length) yield prefix.subarray(start, end);
  const shift = clustersAt - prefix.length;
  const last = end + shift;
  for (let at = Math.max(start, prefix.length) + shift; at < last; at += readLength) {
    yield await file.read(at, Math.min(at + readLength, last));
  }
}

function mediaType({ audio, video }: WebmTracks): string {
  const codecs = [...(video === undefined ? [] : [video.codec]), ...(audio ? ['opus'] : [])];
  return `${video === undefined ? 'audio' : 'video'}/webm; codecs="${codecs.join(', ')}"`;
}
