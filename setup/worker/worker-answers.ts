import { spawnSync } from 'node:child_process';
import { createWorker } from 'mediasoup';

/** The code with which a worker that is started without a version refuses, so that it can be seen to run at all. */
const EXIT_MISSING_VERSION = 41;

/** Whether the binary runs on this machine: its libraries are there and it is a mediasoup worker. Takes milliseconds. */
export function workerStarts(binary: string): boolean {
  return spawnSync(binary, { env: {}, stdio: 'ignore', timeout: 5_000 }).status === EXIT_MISSING_VERSION;
}

/** The whole handshake: the worker talks with this version of mediasoup and makes a router. Throws when it does not. */
export async function workerShakesHands(binary: string): Promise<void> {
  const worker = await createWorker({ workerBin: binary, logLevel: 'error' });
  try {
    await worker.createRouter({
      mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }],
    });
  } finally {
    worker.close();
  }
}
