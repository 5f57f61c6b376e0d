import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Say } from './say.ts';
import { SetupStop } from './setup-stop.ts';

/** The bundles of one repository: what they are made from, what makes them, and where it is noted that they are made. */
export type Bundles = {
  readonly root: string;
  readonly sources: readonly string[];
  readonly outputs: readonly string[];
  readonly build: () => Promise<void>;
};

/** Builds widget and console, unless their sources are the same as at the last build that was finished. */
export async function ensureBundles(bundles: Bundles, say: Say): Promise<void> {
  const stamp = join(bundles.root, '.cache', 'bundles');
  const fingerprint = await fingerprintOf(bundles);
  if (await isCurrent(bundles, stamp, fingerprint)) return;
  const start = performance.now();
  await rm(stamp, { force: true });
  await bundles.build();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, fingerprint);
  say(`Built widget and console in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

async function isCurrent({ root, outputs }: Bundles, stamp: string, fingerprint: string): Promise<boolean> {
  if (!outputs.every((output) => existsSync(join(root, output)))) return false;
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint;
}

async function fingerprintOf({ root, sources }: Bundles): Promise<string> {
  const hash = createHash('sha256');
  const names: string[] = [];
  const options = { cwd: root, exclude: ['**/dist', '**/node_modules', '**/*.test.ts'] };
  for await (const name of glob([...sources], options)) names.push(name);
  for (const name of names.sort()) {
    hash
      .update(`${name}\0`)
      .update(await readFile(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

const REPOSITORY = dirname(import.meta.dirname);

export const repositoryBundles: Bundles = {
  root: REPOSITORY,
  sources: ['{shared,widget,console,setup/bundle}/**/*.*', 'package-lock.json', 'LICENSE'],
  outputs: ['widget/dist/jawort.js', 'widget/dist/npm/widget.js', 'console/dist'],
  build: buildAll,
};

async function buildAll(): Promise<void> {
  for (const workspace of ['widget', 'console']) {
    const script = join(REPOSITORY, workspace, 'build.ts');
    const { build } = (await import(script)) as { readonly build: () => Promise<unknown> };
    try {
      await build();
    } catch (cause) {
      throw new SetupStop(`The bundle of ${workspace}/ could not be built: ${String(cause)}`, { cause });
    }
  }
}
