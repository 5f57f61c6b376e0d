import { build as bundle, type BuildOptions } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleInTwo } from '../setup/bundle/merge-chunks.ts';
import { shortenElements } from '../setup/bundle/shorten-elements.ts';
import { writeCompressed } from '../setup/bundle/precompress.ts';
import { trimMediasoupClient } from '../setup/bundle/trim-mediasoup-client.ts';
import { trimSocketClient } from '../setup/bundle/trim-socket-client.ts';

const folder = import.meta.dirname;
const dist = join(folder, 'dist');

/** Brotli bytes of the files, and their names. */
export type Built = Readonly<
  Record<'loader' | 'chat' | 'call', { readonly name: string; readonly bytes: number }>
>;

type Manifest = { readonly dependencies: Readonly<Record<string, string>> };

const options: BuildOptions = {
  absWorkingDir: folder,
  tsconfig: join(folder, 'tsconfig.json'),
  bundle: true,
  charset: 'utf8',
  conditions: ['browser'],
  legalComments: 'none',
  plugins: [shortenElements(), trimMediasoupClient(), trimSocketClient()],
  target: ['chrome119', 'firefox121', 'safari17.2'],
};

/**
 * Builds the loader, the chat and what calls add to it into `widget/dist`, each with its compressed versions, and what a bundled
 * application installs into `widget/dist/npm`.
 */
export async function build(): Promise<Built> {
  const { now: chat, later: call } = await bundleInTwo(options, 'widget.ts', { now: 'chat', later: 'call' });
  const loader = { name: 'jawort.js', text: await loaderText(chat.name) };
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const write = async ({ name, text }: { readonly name: string; readonly text: string }) => ({
    name,
    bytes: await writeCompressed(join(dist, name), text),
  });
  const built = { loader: await write(loader), chat: await write(chat), call: await write(call) };
  await writeFile(join(dist, 'meta.json'), `${JSON.stringify(built, null, 2)}\n`);
  await buildPackage(join(dist, 'npm'));
  return built;
}

async function loaderText(chatFile: string): Promise<string> {
  const define = { CHAT_FILE: JSON.stringify(chatFile) };
  const { outputFiles } = await bundle({
    ...options,
    entryPoints: ['loader.ts'],
    format: 'iife',
    minify: true,
    define,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The chat for another bundler: our own code in one piece and what calls add, without the libraries, which npm installs. */
async function buildPackage(outdir: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  await bundle({
    ...options,
    plugins: [shortenElements()],
    entryPoints: ['widget.ts'],
    outdir,
    chunkNames: '[name]-[hash]',
    external: Object.keys(manifest.dependencies),
    format: 'esm',
    splitting: true,
  });
  await copyFile(join(folder, 'npm', 'widget.d.ts'), join(outdir, 'widget.d.ts'));
  await copyFile(join(folder, '..', 'LICENSE'), join(outdir, 'LICENSE'));
}

if (import.meta.main) {
  const { loader, chat, call } = await build();
  const typing = loader.bytes + chat.bytes;
  process.stdout.write(
    `brotli bytes: loader ${loader.bytes}, until one can type ${typing}, a call adds ${call.bytes}\n`,
  );
}
