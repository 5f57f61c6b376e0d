import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SUBPROJECTS = join(import.meta.dirname, 'subprojects');

/** Options that mediasoup sets on libraries which it would build itself; ours come ready from the distribution. */
const SUBPROJECT_OPTIONS = /(subproject\(\s*'[^']+'),\s*default_options:\s*\[[^\]]*\],?\s*\)/g;

type Patch = {
  readonly file: string;
  readonly find: RegExp | string;
  readonly replace: string;
};

const PATCHES: readonly Patch[] = [
  { file: 'meson.build', find: "meson_version: '>= 1.1.0'", replace: "meson_version: '>= 1.0.0'" },
  { file: 'meson.build', find: SUBPROJECT_OPTIONS, replace: '$1)' },
  { file: 'deps/libwebrtc/meson.build', find: SUBPROJECT_OPTIONS, replace: '$1)' },
  // BIO_CB_RETURN is a flag. Compared as a whole, the callback answers 1 to every control call; an OpenSSL built with
  // kernel TLS then believes that it is on, allocates no write buffer, and the worker dies on the first ServerHello.
  {
    file: 'src/RTC/DtlsTransport.cpp',
    find: '(operationType == BIO_CB_RETURN)',
    replace: '(operationType & BIO_CB_RETURN)',
  },
];

/** Copies the worker's sources out of the npm package and fits them to the distribution's libraries. */
export async function patchSources(packageFolder: string, folder: string): Promise<void> {
  await cp(join(packageFolder, 'worker'), folder, { recursive: true });
  await rm(join(folder, 'subprojects'), { recursive: true });
  await cp(SUBPROJECTS, join(folder, 'subprojects'), { recursive: true });
  for (const patch of PATCHES) await apply(folder, patch);
}

async function apply(folder: string, { file, find, replace }: Patch): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = before.replaceAll(find, replace);
  if (after === before)
    throw new Error(`${file} of this mediasoup version has nothing to patch for ${String(find)}`);
  await writeFile(path, after);
}
