import { existsSync } from 'node:fs';
import { apt, ensurePackages } from '../debian-packages.ts';
import type { Say } from '../say.ts';
import { SetupStop } from '../setup-stop.ts';
import { buildWorker } from './build-worker.ts';
import { downloadWorker } from './download-worker.ts';
import { workerStarts } from './worker-answers.ts';
import { makeWorker } from './worker-folder.ts';
import { workerRelease, type WorkerRelease } from './worker-release.ts';

/** Resolves to the path of a mediasoup worker that runs here: the user's own, a cached, a downloaded or a built one. */
export async function provideWorker(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const own = env['MEDIASOUP_WORKER_BIN'];
  if (own) return ownWorker(own);
  const release = workerRelease(env);
  if (await cachedWorkerStarts(release, say)) return release.binary;
  say(`mediasoup worker ${release.version} for ${release.target}:`);
  if (!(await downloaded(release, say))) {
    await makeWorker(release, (folder) => buildWorker(release, folder, say));
  }
  say(`  ready: ${release.binary}`);
  return release.binary;
}

function ownWorker(binary: string): string {
  if (workerStarts(binary)) return binary;
  throw new SetupStop(
    `MEDIASOUP_WORKER_BIN is ${binary}, which does not start as a mediasoup worker on this machine.\n` +
      'Correct it, or let set-up provide a worker:\n\n  unset MEDIASOUP_WORKER_BIN\n',
  );
}

async function cachedWorkerStarts({ binary }: WorkerRelease, say: Say): Promise<boolean> {
  if (!existsSync(binary)) return false;
  if (workerStarts(binary)) return true;
  if (apt.available) await ensurePackages(['libsrtp2-1'], 'the mediasoup worker', say);
  return workerStarts(binary);
}

async function downloaded(release: WorkerRelease, say: Say): Promise<boolean> {
  try {
    await makeWorker(release, (folder) => downloadWorker(release, folder, say));
    return true;
  } catch (error) {
    if (error instanceof SetupStop) throw error;
    say(`  not downloaded: ${reason(error)}`);
    return false;
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
