import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { release as kernelRelease } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';
import type { Say } from '../say.ts';
import type { WorkerRelease } from './worker-release.ts';

const RELEASES = 'https://github.com/versatica/mediasoup/releases/download';
const CONNECT_MS = 10_000;
const WHOLE_MS = 120_000;

export function prebuiltAddress({ version, target }: WorkerRelease, kernel = kernelRelease()): string {
  const suffix = target.startsWith('linux-') ? `-kernel${kernel.split('.')[0] ?? ''}` : '';
  return `${RELEASES}/${version}/mediasoup-worker-${version}-${target}${suffix}.tgz`;
}

/** Fetches mediasoup's own prebuilt worker into `folder` and resolves to its path. Throws when it cannot. */
export async function downloadWorker(release: WorkerRelease, folder: string, say: Say): Promise<string> {
  const address = prebuiltAddress(release);
  say(`  downloading ${address}`);
  const archive = await fetchBytes(address);
  say(`  SHA-256 ${createHash('sha256').update(archive).digest('hex')}`);
  return unpack(archive, folder);
}

async function fetchBytes(address: string): Promise<Buffer> {
  const connect = new AbortController();
  const timer = setTimeout(() => {
    connect.abort(new Error(`no answer within ${String(CONNECT_MS / 1000)} s`));
  }, CONNECT_MS);
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([connect.signal, AbortSignal.timeout(WHOLE_MS)]),
    });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`the server answered ${String(response.status)}`);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

async function unpack(archive: Buffer, folder: string): Promise<string> {
  const file = join(folder, 'worker.tgz');
  await writeFile(file, archive);
  const { succeeded, output } = await runCommand('tar', ['-xzf', file, '-C', folder, 'mediasoup-worker']);
  if (!succeeded) throw new Error(`the archive could not be unpacked: ${output}`);
  const binary = join(folder, 'mediasoup-worker');
  await chmod(binary, 0o755);
  return binary;
}
