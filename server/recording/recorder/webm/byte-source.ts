/** Random access to the bytes of a file, wherever and however it is kept. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` up to and without `end`, which MUST NOT exceed `size`. */
  read(start: number, end: number): Promise<Uint8Array>;
}
