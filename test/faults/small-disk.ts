import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of its own that can be filled to the last byte. */
export class SmallDisk {
  readonly folder: string;
  readonly #filler: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#filler = join(folder, 'filler');
  }

  static async mount(megabytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'jawort-disk-'));
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'jawort-test', folder]);
    } catch (cause) {
      throw new Error('this test fills a tmpfs, which only root may mount: run it as root', { cause });
    }
    return new SmallDisk(folder);
  }

  async fill(): Promise<void> {
    const zeros = Readable.from(endless(Buffer.alloc(65_536)));
    await pipeline(zeros, createWriteStream(this.#filler)).catch(expectFull);
    // What is left is less than that, and still room for a small write.
    const bytes = Readable.from(endless(Buffer.alloc(1)));
    await pipeline(bytes, createWriteStream(this.#filler, { flags: 'a' })).catch(expectFull);
  }

  free(): Promise<void> {
    return rm(this.#filler);
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.folder]);
    await rm(this.folder, { recursive: true });
  }
}

function* endless(chunk: Buffer): Generator<Buffer> {
  for (;;) yield chunk;
}

function expectFull(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
  throw error;
}
