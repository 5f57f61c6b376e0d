import type { PictureSize } from '../recording/recorder/rtp/frame.ts';
import { videoFormats } from '../recording/recorder/rtp/video-formats.ts';
import { encodeClusterHead, type Block } from '../recording/recorder/webm/cluster.ts';
import { trackNumber, type WebmTracks } from '../recording/recorder/webm/header.ts';
import type { ReadBlock, ReadCluster } from '../recording/recorder/webm/read-clusters.ts';
import { PieceTable } from './playable-pieces.ts';
import { SilenceFiller, silenceClusters } from './playable-silence.ts';

/** A cluster without sound may still be followed by sound from before its own time, but not by more than this. */
const largestDisorderMs = 500;

export type CuePoint = {
  readonly time: number;
  readonly track: number;
  /** From the body's first byte. */
  readonly position: number;
};

/** All clusters of the view: those of the file, and silence where sound is missing. */
export class PlayableBody {
  readonly pieces = new PieceTable();
  readonly #tracks: WebmTracks;
  readonly #filler = new SilenceFiller();
  readonly #cues: CuePoint[] = [];
  #pictureSize: PictureSize | undefined;
  duration = 0;

  constructor(tracks: WebmTracks) {
    this.#tracks = tracks;
  }

  add(cluster: ReadCluster): void {
    const [first] = cluster.blocks;
    if (first === undefined) return;
    this.duration = Math.max(this.duration, ...cluster.blocks.map((block) => block.time + block.duration));
    this.#pictureSize ??= this.#sizeOf(first);
    if (this.#tracks.audio) this.#fillBefore(cluster);
    this.#cues.push({ time: first.time, track: first.track, position: this.pieces.length });
    this.#addParts(cluster);
  }

  /** The header may have been written before the first key frame told the picture's size. */
  get tracks(): WebmTracks {
    const { video } = this.#tracks;
    if (video === undefined || this.#pictureSize === undefined) return this.#tracks;
    return { ...this.#tracks, video: { ...video, size: this.#pictureSize } };
  }

  /** A key frame is the first block of its cluster; without any, sound can be decoded from every cluster on. */
  get cues(): readonly CuePoint[] {
    const pictures = this.#cues.filter((cue) => cue.track === trackNumber.video);
    return pictures.length > 0 ? pictures : this.#cues;
  }

  #sizeOf(block: ReadBlock): PictureSize | undefined {
    const { video } = this.#tracks;
    if (video === undefined || block.track !== trackNumber.video) return undefined;
    return videoFormats[video.codec].keyFrameSize(block.data);
  }

  #fillBefore({ timestamp, blocks }: ReadCluster): void {
    const sound = blocks.find((block) => block.track === trackNumber.audio);
    const until = sound === undefined ? timestamp - largestDisorderMs : Math.min(timestamp, sound.time);
    this.#addSilence(this.#filler.fillUntil(until), timestamp);
  }

  /** Where sound is missing in the middle of a cluster, the cluster is split there. */
  #addParts(cluster: ReadCluster): void {
    let from = cluster.offset;
    for (const block of cluster.blocks) {
      if (block.track !== trackNumber.audio) continue;
      const silence = this.#filler.take(block);
      if (silence.length === 0) continue;
      this.#addPart(cluster, from, block.offset);
      this.#addSilence(silence, cluster.timestamp);
      from = block.offset;
    }
    this.#addPart(cluster, from, cluster.end);
  }

  #addPart(cluster: ReadCluster, from: number, end: number): void {
    const start = Math.max(from, cluster.blocks[0]?.offset ?? cluster.end);
    const whole = from === cluster.offset && end === cluster.end;
    if (!whole && start < end) this.pieces.add(encodeClusterHead(cluster.timestamp, end - start));
    if (start < end) this.pieces.add(whole ? { start: from, end } : { start, end });
  }

  #addSilence(blocks: readonly Block[], latest: number): void {
    if (blocks.length > 0) this.pieces.add(silenceClusters(blocks, latest));
  }
}
