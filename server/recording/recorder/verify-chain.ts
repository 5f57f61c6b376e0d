import { createHash, type Hash } from 'node:crypto';
import { parseSidecar } from './chain-sidecar.ts';
import { chainStart, type ChainLink } from './chunk-chain.ts';

export type ChainVerdict =
  | {
      readonly verdict: 'intact';
      readonly head: string;
      readonly chunks: number;
      readonly bytes: number;
      /** Bytes after the last link: what a crash left between appending a chunk and its link. */
      readonly unlinked: number;
    }
  | { readonly verdict: 'altered'; readonly chunk: number }
  | { readonly verdict: 'truncated'; readonly chunk: number }
  | { readonly verdict: 'unreadable sidecar' };

/** Recomputes every link of a file's chain; chunks are counted from 0, the header. */
export async function verifyChain(
  file: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  sidecar: string,
  token: Uint8Array,
): Promise<ChainVerdict> {
  const links = parseSidecar(sidecar);
  if (links === undefined) return { verdict: 'unreadable sidecar' };
  const walk = new ChainWalk(links, token);
  for await (const part of file) walk.update(part);
  return walk.verdict();
}

class ChainWalk {
  readonly #links: readonly ChainLink[];
  #head: Buffer;
  #hash: Hash;
  #chunk = 0;
  #missing: number;
  #linked = 0;
  #unlinked = 0;
  #altered: number | undefined;

  constructor(links: readonly ChainLink[], token: Uint8Array) {
    this.#links = links;
    this.#head = chainStart(token);
    this.#hash = this.#nextHash();
    this.#missing = links[0]?.length ?? 0;
  }

  update(part: Uint8Array): void {
    let rest = part;
    while (rest.length > 0 && this.#chunk < this.#links.length) rest = this.#fill(rest);
    this.#unlinked += rest.length;
  }

  verdict(): ChainVerdict {
    if (this.#altered !== undefined) return { verdict: 'altered', chunk: this.#altered };
    if (this.#chunk < this.#links.length) return { verdict: 'truncated', chunk: this.#chunk };
    const head = this.#head.toString('hex');
    return { verdict: 'intact', head, chunks: this.#chunk, bytes: this.#linked, unlinked: this.#unlinked };
  }

  #fill(part: Uint8Array): Uint8Array {
    const taken = part.subarray(0, this.#missing);
    this.#hash.update(taken);
    this.#linked += taken.length;
    this.#missing -= taken.length;
    if (this.#missing === 0) this.#endChunk();
    return part.subarray(taken.length);
  }

  #endChunk(): void {
    this.#head = this.#hash.digest();
    if (this.#head.toString('hex') !== this.#links[this.#chunk]?.hash) this.#altered ??= this.#chunk;
    this.#chunk += 1;
    this.#missing = this.#links[this.#chunk]?.length ?? 0;
    this.#hash = this.#nextHash();
  }

  #nextHash(): Hash {
    return createHash('sha256').update(this.#head);
  }
}
