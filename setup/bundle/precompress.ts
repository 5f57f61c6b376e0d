import { writeFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Writes a file with its compressed versions beside it; resolves with the size of the smallest, in bytes. */
export async function writeCompressed(path: string, contents: string | Uint8Array): Promise<number> {
  const bytes = Buffer.from(contents);
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  await writeFile(path, bytes);
  await writeFile(`${path}.br`, brotli);
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  return brotli.length;
}
