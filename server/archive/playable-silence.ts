import { encodeCluster, type Block } from '../recording/recorder/webm/cluster.ts';
import { trackNumber } from '../recording/recorder/webm/header.ts';
import type { ReadBlock } from '../recording/recorder/webm/read-clusters.ts';

/** One frame of 20 ms in CELT, full band, stereo, that decodes to silence. */
const silence = Buffer.from([0xfc, 0xff, 0xfe]);
const silenceMs = 20;
const blocksPerCluster = 50;

/** A decoder's delay is subtracted from the time of a block, so that this one is heard at zero. */
const firstBlockTime = 7;

/**
 * Browsers play the packets of a sound track one after the other and do not wait where some are missing: all sound after
 * a pause or a loss would come too early. This follows where such a player is and fills what it would leave out.
 */
export class SilenceFiller {
  #playhead = firstBlockTime;

  /** Takes the next packet of sound, after the silence that belongs before it. */
  take(block: ReadBlock): readonly Block[] {
    const filled = this.fillUntil(block.time);
    this.#playhead += block.duration;
    return filled;
  }

  fillUntil(time: number): readonly Block[] {
    const blocks: Block[] = [];
    for (; this.#playhead + silenceMs <= time; this.#playhead += silenceMs) {
      blocks.push({
        track: trackNumber.audio,
        time: Math.floor(this.#playhead),
        keyFrame: true,
        pieces: [silence],
      });
    }
    return blocks;
  }
}

/** Clusters of a second each; none claims a later time than the cluster that it precedes or splits. */
export function silenceClusters(blocks: readonly Block[], latest: number): Buffer {
  const clusters: Buffer[] = [];
  for (let at = 0; at < blocks.length; at += blocksPerCluster) {
    const group = blocks.slice(at, at + blocksPerCluster);
    clusters.push(encodeCluster(Math.min(latest, group[0]?.time ?? 0), group));
  }
  return Buffer.concat(clusters);
}
