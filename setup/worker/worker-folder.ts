import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { WorkerRelease } from './worker-release.ts';
import { workerShakesHands } from './worker-answers.ts';

/**
 * Runs `make` in a fresh folder beside the cache and moves the worker that it made into the cache in one step, after it
 * has answered. Whatever happens, nothing but a working worker ever stands there.
 */
export async function makeWorker(
  release: WorkerRelease,
  make: (folder: string) => Promise<string>,
): Promise<void> {
  await mkdir(release.cacheFolder, { recursive: true });
  await removeAbandoned(release);
  const folder = await mkdtemp(`${release.binary}.${String(process.pid)}.`);
  try {
    const made = await make(folder);
    await workerShakesHands(made);
    await rename(made, release.binary);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A killed run cannot tidy up after itself; the next one does. */
async function removeAbandoned({ cacheFolder, binary }: WorkerRelease): Promise<void> {
  const prefix = `${basename(binary)}.`;
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith(prefix)) continue;
    const owner = Number(name.slice(prefix.length).split('.')[0]);
    if (!isRunning(owner)) await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
