import { appendFileSync, close, closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { formatLink } from './chain-sidecar.ts';
import type { ChainLink } from './chunk-chain.ts';

const syncFile = promisify(fdatasync);
const closeFile = promisify(close);

/** One recorded file with its sidecar of hashes; both only grow. */
export class LegFile {
  readonly #file: number;
  readonly #sidecar: number;
  #dirty = false;

  /** Creates both; MUST NOT exist yet. */
  constructor(path: string) {
    this.#file = openSync(`${path}.webm`, 'ax', 0o600);
    try {
      this.#sidecar = openSync(`${path}.chain`, 'ax', 0o600);
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  append(chunk: Uint8Array, link: ChainLink): void {
    this.#dirty = true;
    appendFileSync(this.#file, chunk);
    appendFileSync(this.#sidecar, formatLink(link));
  }

  /** Resolves when all that was appended before is on disk. A failure is final: it MUST NOT be tried again. */
  async sync(): Promise<void> {
    if (!this.#dirty) return;
    this.#dirty = false;
    await syncFile(this.#file);
    await syncFile(this.#sidecar);
  }

  async close(): Promise<void> {
    await Promise.all([closeFile(this.#file), closeFile(this.#sidecar)]);
  }
}
