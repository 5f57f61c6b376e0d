import { build } from 'esbuild';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { fresh } from '../support/fresh.ts';
import { freePort } from '../support/free-port.ts';
import { launchChromium } from '../support/chromium.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { VisitorPage } from './visitor-page.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

type Packed = { readonly filename: string; readonly files: readonly { readonly path: string }[] };
type Manifest = { readonly dependencies: Readonly<Record<string, string>> };

/** What an application of somebody else's says of the chat, in TypeScript. */
const typed = `
  import '@jawort/widget';
  import { JawortChat } from '@jawort/widget';
  const chat: JawortChat = document.createElement('jawort-chat');
  Object.assign(chat, { lang: 'de' } satisfies Partial<JawortChat>);
  [chat.site, chat.server, chat.accent, chat.label] = ['demo', 'https://chat.example', '#1d4e6b', 'Chat'];
  chat.open = true;
  // @ts-expect-error since a site is named
  chat.site = 7;
`;

describe('the chat of a bundled application that has installed the package', () => {
  let folder: string;
  let packed: Packed;
  let manifest: Manifest;
  let server: TestServer;
  let page: Server;
  let browser: Browser;
  let url: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jawort-npm-'));
    packed = await install(folder);
    const installed = join(folder, 'node_modules', '@jawort', 'widget', 'package.json');
    manifest = JSON.parse(await readFile(installed, 'utf8')) as Manifest;
    await linkDependencies(folder, manifest);
    await writeFile(join(folder, 'app.js'), `import '@jawort/widget';\n`);
    const port = await freePort();
    url = `http://localhost:${port}`;
    server = await startTestServer({ env: { EXAMPLE_URL: url } });
    page = await servePage(join(folder, 'built'), port, server.url);
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    await page[Symbol.asyncDispose]();
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is packed as JavaScript with its types, and needs nothing of this repository', () => {
    const files = packed.files.map(({ path }) => path.replace(/-[A-Z0-9]{8}\.js$/, '-….js'));
    assert.deepEqual([...new Set(files)].sort(), [
      'README.md',
      'dist/npm/LICENSE',
      'dist/npm/call-area-….js',
      'dist/npm/call-part-….js',
      'dist/npm/chunk-….js',
      'dist/npm/widget.d.ts',
      'dist/npm/widget.js',
      'package.json',
    ]);
    assert.deepEqual(Object.keys(manifest.dependencies), [
      'lit',
      'mediasoup-client',
      'socket.io-client',
      'valibot',
    ]);
  });

  it('has types for an application in TypeScript', async () => {
    const file = join(folder, 'app.ts');
    await writeFile(file, typed);
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--lib', 'es2022,dom'];
    await run(process.execPath, [tsc, ...options, file], { cwd: folder });
  });

  it('opens a conversation on a page of the site, and fetches what a call needs only when one rings', async () => {
    await build({
      absWorkingDir: folder,
      entryPoints: ['app.js'],
      outdir: 'built',
      bundle: true,
      splitting: true,
      format: 'esm',
      logLevel: 'error',
    });
    const tab = await browser.newPage({ locale: 'de-DE' });
    const fetched = scriptsOf(tab);
    await tab.goto(url);
    const visitor = new VisitorPage(tab);
    await visitor.begin('Mira Okafor');
    await visitor.write('Guten Tag aus einer Anwendung');
    await visitor.page.getByText(visitor.words.sent).first().waitFor();
    assert.ok(fetched.some((path) => path === '/app.js'));
    assert.ok(!fetched.some((path) => path.startsWith('/call-')), fetched.join(' '));
    await ring(server);
    await visitor.button(visitor.callWords.acceptVideo).waitFor();
    assert.ok(fetched.some((path) => path.startsWith('/call-')));
  });
});

/** Packs the widget as it would be published, and installs it. */
async function install(folder: string): Promise<Packed> {
  const options = ['--json', '--ignore-scripts', '--no-update-notifier', '--pack-destination', folder];
  const { stdout } = await run('npm', ['pack', '-w', 'widget', ...options], { cwd: root });
  const [packed] = JSON.parse(stdout) as readonly Packed[];
  assert.ok(packed);
  const place = join(folder, 'node_modules', '@jawort', 'widget');
  await mkdir(place, { recursive: true });
  await run('tar', ['-xzf', join(folder, packed.filename), '-C', place, '--strip-components=1']);
  return packed;
}

async function linkDependencies(folder: string, { dependencies }: Manifest): Promise<void> {
  for (const name of Object.keys(dependencies))
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
}

async function servePage(folder: string, port: number, jawort: string): Promise<Server> {
  const html = `<!doctype html>
    <html lang="de">
      <title>Anwendung</title>
      <script type="module" src="/app.js"></script>
      <jawort-chat site="demo" server="${jawort}"></jawort-chat>
    </html>`;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
    else
      void readFile(join(folder, path)).then(
        (text) => response.setHeader('content-type', 'text/javascript').end(text),
        () => response.writeHead(404).end(),
      );
  });
  await once(server.listen(port), 'listening');
  return server;
}

function scriptsOf(page: Page): readonly string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

/** Takes the conversation that waits, and calls. */
async function ring(server: TestServer): Promise<void> {
  const { party } = await server.signIn();
  const { waiting } = await party.ask('inbox:watch', {});
  const [first] = waiting;
  assert.ok(first);
  const { conversation } = first;
  await party.ask('conversation:accept', { conversation });
  await party.ask('call:start', { conversation, call: fresh.call(), kind: 'video' });
}
