import type { ByteSource } from '../webm/byte-source.ts';

export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}
