import { element, id, idBytes, uint, wideSizeBytes } from '../recording/recorder/webm/ebml.ts';
import { ebmlHeader, infoElement, tracksElement } from '../recording/recorder/webm/header.ts';
import type { CuePoint, PlayableBody } from './playable-body.ts';

/** Positions are of fixed width, so that laying out does not depend on the values laid out. */
const seekPositionWidth = 4;
const cuePositionWidth = 6;

/** All that precedes the first cluster in a finished WebM: sizes, duration, and where to seek. */
export function playablePrefix(body: PlayableBody): Buffer {
  const info = infoElement(body.duration);
  const tracks = tracksElement(body.tracks);
  const infoAt = seekHead([0, 0, 0]).length;
  const tracksAt = infoAt + info.length;
  const cuesAt = tracksAt + tracks.length;
  const clustersAt = cuesAt + cues(body.cues, 0).length;
  return Buffer.concat([
    ebmlHeader(),
    idBytes(id.segment),
    wideSizeBytes(clustersAt + body.pieces.length),
    seekHead([infoAt, tracksAt, cuesAt]),
    info,
    tracks,
    cues(body.cues, clustersAt),
  ]);
}

type Positions = readonly [info: number, tracks: number, cues: number];

function seekHead([info, tracks, cuesAt]: Positions): Buffer {
  return element(id.seekHead, seek(id.info, info), seek(id.tracks, tracks), seek(id.cues, cuesAt));
}

function seek(elementId: number, position: number): Buffer {
  const target = element(id.seekId, idBytes(elementId));
  return element(id.seek, target, uint(id.seekPosition, position, seekPositionWidth));
}

function cues(points: readonly CuePoint[], clustersAt: number): Buffer {
  return element(id.cues, ...points.map((point) => cuePoint(point, clustersAt)));
}

function cuePoint({ time, track, position }: CuePoint, clustersAt: number): Buffer {
  const cluster = uint(id.cueClusterPosition, clustersAt + position, cuePositionWidth);
  const positions = element(id.cueTrackPositions, uint(id.cueTrack, track), cluster);
  return element(id.cuePoint, uint(id.cueTime, time), positions);
}
