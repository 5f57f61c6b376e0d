import type { ByteSource } from '../recording/recorder/webm/byte-source.ts';

const readLength = 256 * 1024;

/** Bytes of the view that are its own, or a stretch of the file. */
export type Piece = Uint8Array | FileRange;

type FileRange = { readonly start: number; readonly end: number };

/** Made of new bytes and stretches of a file that is left as it is. */
export class PieceTable {
  readonly #pieces: Piece[] = [];
  length = 0;

  add(piece: Piece): void {
    const before = this.#pieces.at(-1);
    this.length += lengthOf(piece);
    if (before !== undefined && isRange(before) && isRange(piece) && before.end === piece.start) {
      this.#pieces[this.#pieces.length - 1] = { start: before.start, end: piece.end };
    } else {
      this.#pieces.push(piece);
    }
  }

  async *read(file: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const piece of this.#pieces) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, lengthOf(piece));
      if (from < to) yield* readPiece(file, piece, from, to);
      at += lengthOf(piece);
      if (at >= end) return;
    }
  }
}

async function* readPiece(
  file: ByteSource,
  piece: Piece,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  if (!isRange(piece)) {
    yield piece.subarray(from, to);
    return;
  }
  const end = piece.start + to;
  for (let at = piece.start + from; at < end; at += readLength) {
    yield await file.read(at, Math.min(at + readLength, end));
  }
}

function isRange(piece: Piece): piece is FileRange {
  return !(piece instanceof Uint8Array);
}

function lengthOf(piece: Piece): number {
  return isRange(piece) ? piece.end - piece.start : piece.length;
}
