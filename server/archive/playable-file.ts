import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../recording/recorder/webm/byte-source.ts';

/** The bytes that an open file has now; what is appended later is not seen. The caller closes the handle. */
export async function fileSource(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  return { size, read: (start, end) => readExactly(handle, start, end) };
}

async function readExactly(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(end - start);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
  if (bytesRead === bytes.length) return bytes;
  throw new RangeError(`The file ended at ${start + bytesRead}, before ${end}.`);
}
