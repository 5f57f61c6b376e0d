const streams = new WeakMap<MediaStreamTrack, MediaStream>();

/** The one stream of a track, so that rendering again does not restart what plays it. */
export function streamOf(track: MediaStreamTrack): MediaStream {
  const stream = streams.get(track) ?? new MediaStream([track]);
  streams.set(track, stream);
  return stream;
}
