import { createHash, type Hash } from 'node:crypto';

/** One link of `h0 = SHA-256(token)`, `hi = SHA-256(hi-1 ‖ chunk)`. */
export type ChainLink = { readonly length: number; readonly hash: string };

export interface ChunkChain {
  readonly head: string;
  readonly bytes: number;
  readonly chunks: number;
  add(chunk: Uint8Array): ChainLink;
  /** Hex SHA-256 of all chunks together, which is what `sha256sum` prints for the file. */
  sha256(): string;
}

export function startChain(token: Uint8Array): ChunkChain {
  return new HashingChain(token);
}

class HashingChain implements ChunkChain {
  #head: Buffer;
  readonly #whole: Hash = createHash('sha256');
  bytes = 0;
  chunks = 0;

  constructor(token: Uint8Array) {
    this.#head = createHash('sha256').update(token).digest();
  }

  get head(): string {
    return this.#head.toString('hex');
  }

  add(chunk: Uint8Array): ChainLink {
    this.#head = createHash('sha256').update(this.#head).update(chunk).digest();
    this.#whole.update(chunk);
    this.bytes += chunk.length;
    this.chunks += 1;
    return { length: chunk.length, hash: this.head };
  }

  sha256(): string {
    return this.#whole.copy().digest('hex');
  }
}
