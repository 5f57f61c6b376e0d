import { createHash, type Hash } from 'node:crypto';

/** One link of `h0 = SHA-256(token)`, `hi = SHA-256(hi-1 ‖ chunk)`; the hash is hex. */
export type ChainLink = { readonly length: number; readonly hash: string };

export function chainStart(token: Uint8Array): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The hash chain of a growing file. A chunk counts only once it has been taken, after it was appended. */
export class ChunkChain {
  readonly #whole: Hash = createHash('sha256');
  head: string;
  bytes = 0;
  chunks = 0;

  constructor(token: Uint8Array) {
    this.head = chainStart(token).toString('hex');
  }

  linkTo(chunk: Uint8Array): ChainLink {
    const hash = createHash('sha256').update(this.head, 'hex').update(chunk).digest('hex');
    return { length: chunk.length, hash };
  }

  take(chunk: Uint8Array, link: ChainLink): void {
    this.#whole.update(chunk);
    this.head = link.hash;
    this.bytes += link.length;
    this.chunks += 1;
  }

  /** Hex SHA-256 of all chunks together, which is what `sha256sum` prints for the file. */
  sha256(): string {
    return this.#whole.copy().digest('hex');
  }
}
