import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { ensurePackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';
import type { Say } from '../say.ts';
import { SetupStop } from '../setup-stop.ts';
import { patchSources } from './patch-sources.ts';
import type { WorkerRelease } from './worker-release.ts';

const PACKAGES = [
  'meson',
  'ninja-build',
  'pkg-config',
  'g++',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
  'libsrtp2-dev',
  'libuv1-dev',
  'libssl-dev',
];

const CPU_MINUTES = 12;

const MESON_OPTIONS = [
  '--buildtype=release',
  '--wrap-mode=nodownload',
  '-Db_ndebug=true',
  '-Db_pie=true',
  '-Dcpp_link_args=-static-libstdc++ -static-libgcc',
];

/** Builds the worker in `folder` from the npm package's sources and resolves to its path. Throws when it cannot. */
export async function buildWorker(
  { packageFolder }: WorkerRelease,
  folder: string,
  say: Say,
): Promise<string> {
  await ensurePackages(PACKAGES, 'building the mediasoup worker', say);
  const minutes = Math.ceil(CPU_MINUTES / availableParallelism());
  say(`  building it from its sources, once, about ${String(minutes)} minutes on this machine`);
  const sources = join(folder, 'worker');
  await patchSources(packageFolder, sources);
  await step('meson', ['setup', 'build', ...MESON_OPTIONS], sources);
  // Sources include the headers that this target generates, without saying so.
  await step('ninja', ['-C', 'build', 'fbs/FBS/message.h'], sources);
  await step('ninja', ['-C', 'build', 'mediasoup-worker'], sources, ninjaProgress(say));
  const binary = join(sources, 'build', 'mediasoup-worker');
  await step('strip', [binary], sources);
  return binary;
}

async function step(
  command: string,
  args: readonly string[],
  cwd: string,
  onLine?: (line: string) => void,
): Promise<void> {
  const { succeeded, output } = await runCommand(
    command,
    args,
    onLine === undefined ? { cwd } : { cwd, onLine },
  );
  if (succeeded) return;
  const end = output.split('\n').slice(-30).join('\n');
  throw new SetupStop(`${end}\n\nThe mediasoup worker could not be built: ${command} failed, see above.`);
}

/** Says each full tenth of ninja's `[n/m]`. */
export function ninjaProgress(say: Say): (line: string) => void {
  let tenths = 0;
  return (line) => {
    const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
    if (done === undefined || all === undefined) return;
    const reached = Math.floor((10 * Number(done)) / Number(all));
    if (reached <= tenths) return;
    tenths = reached;
    say(`  ${String(10 * reached)} % (${done} of ${all} files)`);
  };
}
