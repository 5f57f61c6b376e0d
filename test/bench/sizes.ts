import { build } from 'esbuild';
import { readdir, readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import type { Bench, Figure } from './bench.ts';

const dist = new URL('../../widget/dist/', import.meta.url);
const root = new URL('../../', import.meta.url).pathname;

/** What browsers download, beside the libraries that it is made of, bundled alone. */
export const sizes: Bench = {
  name: 'sizes',
  about: 'Brotli bytes of loader, chat and call, beside the libraries alone.',
  run: async () => {
    const loader = await weigh((name) => name === 'jawort.js');
    const chat = await weigh((name) => name.startsWith('chat-'));
    const call = await weigh((name) => name.startsWith('call-'));
    const empty = brotli(Buffer.from('document.body.append(document.createElement("button"))'));
    const libraries = await bundle('export * from "lit"; export { io } from "socket.io-client";');
    const device = await bundle('export { Device } from "mediasoup-client";');
    return [
      figure('loader', loader, 'a bare button', empty),
      figure('chat', loader + chat, 'lit + socket.io-client', libraries),
      figure('call', call, 'mediasoup-client', device),
    ];
  },
};

function figure(name: string, value: number, against: string, floor: number): Figure {
  return { name, value, unit: 'B', against: { name: against, value: floor } };
}

async function weigh(belongs: (name: string) => boolean): Promise<number> {
  const names = (await readdir(dist)).filter((name) => name.endsWith('.js') && belongs(name));
  const files = await Promise.all(names.map((name) => readFile(new URL(name, dist))));
  return files.reduce((sum, file) => sum + brotli(file), 0);
}

async function bundle(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${root}widget` },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return brotli(Buffer.concat(outputFiles.map(({ contents: bytes }) => bytes)));
}

function brotli(bytes: Uint8Array): number {
  return brotliCompressSync(bytes).byteLength;
}
