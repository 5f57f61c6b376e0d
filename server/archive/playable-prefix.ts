import { element, id, idBytes, uint, wideSizeBytes } from '../recording/recorder/webm/ebml.ts';
import { ebmlHeader, infoElement, trackNumber, tracksElement } from '../recording/recorder/webm/header.ts';
import type { ClusterEntry, WebmIndex } from '../recording/recorder/webm/scan.ts';

/** Positions are of fixed width, so that laying out does not depend on the values laid out. */
const seekPositionWidth = 4;
const cuePositionWidth = 6;

/** All that precedes the first cluster in a finished WebM: sizes, duration, and where to seek. */
export function playablePrefix(index: WebmIndex): Buffer {
  const info = infoElement(index.duration);
  const tracks = tracksElement(index.tracks);
  const seekHeadLength = seekHead([0, 0, 0]).length;
  const tracksAt = seekHeadLength + info.length;
  const cuesAt = tracksAt + tracks.length;
  const clustersAt = cuesAt + cues(index, 0).length;
  return Buffer.concat([
    ebmlHeader(),
    idBytes(id.segment),
    wideSizeBytes(clustersAt + index.end - index.start),
    seekHead([seekHeadLength, tracksAt, cuesAt]),
    info,
    tracks,
    cues(index, clustersAt),
  ]);
}

type Positions = readonly [info: number, tracks: number, cues: number];

function seekHead([info, tracks, cuesAt]: Positions): Buffer {
  return element(id.seekHead, seek(id.info, info), seek(id.tracks, tracks), seek(id.cues, cuesAt));
}

function seek(elementId: number, position: number): Buffer {
  return element(
    id.seek,
    element(id.seekId, idBytes(elementId)),
    uint(id.seekPosition, position, seekPositionWidth),
  );
}

/** One point per cluster from which decoding can start: with video those that begin with a key frame, else all. */
function cues({ clusters, start }: WebmIndex, clustersAt: number): Buffer {
  const keyClusters = clusters.filter((cluster) => cluster.track === trackNumber.video && cluster.keyFrame);
  const points = keyClusters.length > 0 ? keyClusters : clusters;
  return element(id.cues, ...points.map((cluster) => cuePoint(cluster, clustersAt - start)));
}

function cuePoint({ time, track, offset }: ClusterEntry, shift: number): Buffer {
  return element(
    id.cuePoint,
    uint(id.cueTime, time),
    element(
      id.cueTrackPositions,
      uint(id.cueTrack, track),
      uint(id.cueClusterPosition, Math.max(0, offset + shift), cuePositionWidth),
    ),
  );
}
