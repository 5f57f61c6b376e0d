import { mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GateToken } from '../token.ts';
import { LegFile } from './leg-file.ts';

/** Where a segment lies. */
export function segmentFolder(
  recordings: string,
  token: Pick<GateToken, 'conversation' | 'segment'>,
): string {
  return join(recordings, token.conversation, token.segment);
}

/** The folder of one segment; it comes into being with its first file, never before (RG1). */
export class SegmentFolder {
  readonly #path: string;
  readonly #token: string;
  readonly #files: LegFile[] = [];

  constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
  }

  openFile(name: string): LegFile {
    if (this.#files.length === 0) this.#create();
    const file = new LegFile(join(this.#path, name));
    this.#files.push(file);
    return file;
  }

  async sync(): Promise<void> {
    for (const file of this.#files) await file.sync();
  }

  /** Resolves when the files and their names are on disk. Closes them also where that fails. */
  async seal(): Promise<void> {
    try {
      await this.sync();
      if (this.#files.length > 0) await syncFolders(this.#path);
    } finally {
      await Promise.all(this.#files.splice(0).map((file) => file.close()));
    }
  }

  // The token lies beside the files, for their hash chains begin with it.
  #create(): void {
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.#path, 'gate.jws'), this.#token, { flag: 'wx', mode: 0o600, flush: true });
  }
}

async function syncFolders(segment: string): Promise<void> {
  const conversation = dirname(segment);
  for (const folder of [segment, conversation, dirname(conversation)]) {
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
