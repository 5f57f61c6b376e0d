import { build as bundle, type Metafile } from 'esbuild';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeCompressed } from '../setup/bundle/precompress.ts';

const folder = import.meta.dirname;
const dist = join(folder, 'dist');

/** What `index.html` names, by what it is built from. */
const entries = ['app.ts', 'styles/page.css', 'icon.svg'] as const;

/** Builds the console into `console/dist`: `index.html`, and beside it files whose names change with what is in them. */
export async function build(): Promise<void> {
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: folder,
    tsconfig: join(folder, 'tsconfig.json'),
    entryPoints: [...entries],
    outdir: dist,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    publicPath: '/console/',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    charset: 'utf8',
    conditions: ['browser'],
    legalComments: 'none',
    loader: { '.svg': 'copy' },
    target: ['chrome123', 'firefox121', 'safari17.5'],
    metafile: true,
    write: false,
  });
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  for (const { path, contents } of outputFiles) await writeCompressed(join(dist, basename(path)), contents);
  await writeCompressed(join(dist, 'index.html'), await page(metafile));
}

async function page({ outputs }: Metafile): Promise<string> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  return entries.reduce(
    (text, entry) => text.replace(`"${entry}"`, `"/console/${builtName(outputs, entry)}"`),
    html,
  );
}

function builtName(outputs: Metafile['outputs'], entry: string): string {
  const found = Object.entries(outputs).find(
    ([, output]) => output.entryPoint === entry || entry in output.inputs,
  );
  if (!found) throw new TypeError(`${entry} was not built.`);
  return basename(found[0]);
}

if (import.meta.main) await build();
