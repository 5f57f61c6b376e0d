import type { PictureSize } from '../rtp/frame.ts';
import type { VideoCodec } from '../rtp/video-formats.ts';
import { encodeCluster, type Block } from './cluster.ts';
import { liveHeader, trackNumber } from './header.ts';

const longestClusterMs = 1000;

/** Declared when no key frame came within the first cluster; decoders take the real size from the stream. */
const assumedSize: PictureSize = { width: 640, height: 480 };

export type WebmWriterOptions = {
  readonly audio: boolean;
  readonly video?: VideoCodec | undefined;
  /** Gets the header, then whole clusters, each ready to be appended to the file. */
  readonly append: (chunk: Uint8Array) => void;
};

/**
 * Writes WebM that is playable after every chunk: a Segment of unknown size, and clusters of at most a second. A video
 * key frame is always the first block of its cluster, so an index needs only the clusters' heads.
 */
export class WebmWriter {
  readonly #options: WebmWriterOptions;
  #pictureSize = assumedSize;
  #headerWritten = false;
  #blocks: Block[] = [];
  #openedAt = 0;
  #clusterTime = 0;

  constructor(options: WebmWriterOptions) {
    this.#options = options;
  }

  add(block: Block, size?: PictureSize): void {
    if (size !== undefined && !this.#headerWritten) this.#pictureSize = size;
    if (block.keyFrame && block.track === trackNumber.video) this.flush();
    this.tick(block.time);
    if (this.#blocks.length === 0) this.#openedAt = block.time;
    this.#blocks.push(block);
  }

  /** Ends the cluster when it has been open for a second. */
  tick(time: number): void {
    if (time - this.#openedAt >= longestClusterMs) this.flush();
  }

  flush(): void {
    if (this.#blocks.length === 0) return;
    if (!this.#headerWritten) this.#writeHeader();
    const earliest = this.#blocks.reduce((time, block) => Math.min(time, block.time), Infinity);
    this.#clusterTime = Math.max(this.#clusterTime, earliest);
    this.#options.append(encodeCluster(this.#clusterTime, this.#blocks));
    this.#blocks = [];
  }

  #writeHeader(): void {
    const { audio, video, append } = this.#options;
    append(liveHeader({ audio, video: video && { codec: video, size: this.#pictureSize } }));
    this.#headerWritten = true;
  }
}
