import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';

/** Which mediasoup worker this machine needs, and where it is kept. */
export type WorkerRelease = {
  readonly version: string;
  /** Node's names for system and processor, as in `linux-x64`. */
  readonly target: string;
  /** The npm package's folder, with the worker's sources. */
  readonly packageFolder: string;
  readonly cacheFolder: string;
  /** Where the worker stands once it has answered. */
  readonly binary: string;
};

export function workerRelease(env: NodeJS.ProcessEnv): WorkerRelease {
  const manifest = join(
    dirname(createRequire(import.meta.url).resolve('mediasoup')),
    '..',
    '..',
    'package.json',
  );
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const target = `${platform()}-${arch()}`;
  const cacheFolder = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'jawort');
  const binary = join(cacheFolder, `mediasoup-worker-${version}-${target}`);
  return { version, target, packageFolder: dirname(manifest), cacheFolder, binary };
}
