import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { JawortError } from '../../error.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * The content of a file that only its owner may read; `make` gives it on the first call, and it is on disk before this returns.
 * @throws {JawortError} with the command to type, where others may read the file.
 */
export function readOrMakeSecret(path: string, make: () => Uint8Array): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeOnce(path, make);
  refuseWider(path);
  return readFileSync(path);
}

function writeOnce(path: string, make: () => Uint8Array): void {
  const file = openNew(path);
  if (file === null) return;
  try {
    writeSync(file, make());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, 0o600);
  syncFolder(dirname(path));
}

function openNew(path: string): number | null {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
}

function refuseWider(path: string): void {
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) === 0) return;
  throw new JawortError(
    'ERR_UNAVAILABLE',
    `Others than its owner may read the key file ${path} (mode ${mode.toString(8)}). Type: chmod 600 '${path}'`,
  );
}
