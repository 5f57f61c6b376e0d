import { open, stat } from 'node:fs/promises';
import type { ByteSource } from '../recording/recorder/webm/byte-source.ts';
import { fileSource } from './playable-file.ts';
import { openPlayable, type PlayableView } from './playable-view.ts';

const keptAtMost = 32;

type Kept = { readonly size: number; readonly view: Promise<PlayableView | undefined> };

/** Views of recordings, the latest ones kept, since opening one reads its whole file. */
export class PlayableViews {
  readonly #kept = new Map<string, Kept>();

  /** Undefined where the file holds nothing playable yet. */
  async open(path: string): Promise<PlayableView | undefined> {
    const { size } = await stat(path);
    const known = this.#kept.get(path);
    if (known?.size === size) return known.view;
    return this.#keep(path, { size, view: openPlayable(sourceOf(path, size)) });
  }

  #keep(path: string, kept: Kept): Promise<PlayableView | undefined> {
    this.#kept.delete(path);
    this.#kept.set(path, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptAtMost) break;
      this.#kept.delete(oldest);
    }
    kept.view.catch(() => this.#kept.delete(path));
    return kept.view;
  }
}

// Opens the file for each read, so that a kept view holds nothing open.
function sourceOf(path: string, size: number): ByteSource {
  return {
    size,
    read: async (start, end) => {
      const handle = await open(path);
      try {
        return await (await fileSource(handle)).read(start, end);
      } finally {
        await handle.close();
      }
    },
  };
}
