import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { marksIn, type Mark } from './marked-rtp.ts';

/** All marks in whatever lies below a folder, be it named by an event or not. */
export async function writtenMarks(folder: string): Promise<readonly Mark[]> {
  const marks = await Promise.all(
    (await filesBelow(folder)).map(async (path) => marksIn(await readFile(path))),
  );
  return marks.flat();
}

/** Every file below a folder; none where the folder is not there. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The key of a packet in a set. */
export function keyOf({ leg, index }: Mark): string {
  return `${leg}:${index}`;
}
