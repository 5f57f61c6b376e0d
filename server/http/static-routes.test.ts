import express from 'express';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { rawRequest } from '../../test/support/raw-request.ts';
import { serveListener, type Served } from '../../test/support/serve-listener.ts';
import { openLog } from '../log.ts';
import { answerProblems, notFound } from './problem.ts';
import { staticRoutes } from './static-routes.ts';

/** What a build leaves, and beside its folders what nobody is to get. */
const files = {
  'widget/jawort.js': 'loader',
  'widget/jawort.js.br': 'loader by brotli',
  'widget/jawort.js.gz': 'loader by gzip',
  'widget/call-228e88bb9a.js': 'call',
  'widget/call-228e88bb9a.js.gz': 'call by gzip',
  'widget/plain.js': 'plain',
  'widget/notes.txt': 'notes',
  'console/index.html': 'page',
  'console/app-FS3YBWLT.js': 'app',
  'console/icon-TXAZGKLA.svg': 'icon',
  'secret.json': 'secret',
  'console-secret.json': 'secret',
} as const;

describe('built files', () => {
  let folder: string;
  let served: Served;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jawort-static-'));
    for (const name of ['widget', 'console']) mkdirSync(join(folder, name));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const folders = { widget: join(folder, 'widget'), console: join(folder, 'console') };
    const app = express().use(staticRoutes({ folders }), notFound, answerProblems(openLog('silent')));
    served = await serveListener(app);
  });
  after(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });

  async function get(path: string, headers: Readonly<Record<string, string>> = {}) {
    const answer = await rawRequest(served.url, path, { headers });
    return { ...answer, body: answer.body.toString() };
  }

  it('of the widget can be had by pages of any origin', async () => {
    for (const [path, body] of [
      ['/jawort.js', 'loader'],
      ['/widget/jawort.js', 'loader'],
      ['/widget/call-228e88bb9a.js', 'call'],
    ] as const) {
      const answer = await get(path, { origin: 'https://www.example.com' });
      assert.deepEqual([answer.status, answer.body], [200, body]);
      assert.equal(answer.headers['access-control-allow-origin'], '*');
      assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin');
      assert.equal(answer.headers['content-type'], 'text/javascript; charset=utf-8');
    }
  });

  it('of the console can be had by its own pages alone', async () => {
    const { headers, status, body } = await get('/console/app-FS3YBWLT.js', {
      origin: 'https://www.example.com',
    });
    assert.deepEqual([status, body], [200, 'app']);
    assert.equal(headers['access-control-allow-origin'], undefined);
    assert.equal(headers['cross-origin-resource-policy'], undefined);
  });

  it('are kept for ever where their name changes with them, and asked for anew where it does not', async () => {
    for (const [path, cached] of [
      ['/jawort.js', 'no-cache'],
      ['/widget/plain.js', 'no-cache'],
      ['/console/', 'no-cache'],
      ['/widget/call-228e88bb9a.js', 'public, max-age=31536000, immutable'],
      ['/console/app-FS3YBWLT.js', 'public, max-age=31536000, immutable'],
      ['/console/icon-TXAZGKLA.svg', 'public, max-age=31536000, immutable'],
    ] as const)
      assert.equal((await get(path)).headers['cache-control'], cached, path);
  });

  it('come compressed as the build left them and the browser accepts it, brotli before gzip', async () => {
    for (const [path, accepted, encoding, body] of [
      ['/jawort.js', 'gzip, deflate, br, zstd', 'br', 'loader by brotli'],
      ['/jawort.js', 'gzip', 'gzip', 'loader by gzip'],
      ['/jawort.js', 'br;q=0, gzip', 'gzip', 'loader by gzip'],
      ['/jawort.js', 'identity', undefined, 'loader'],
      ['/jawort.js', '', undefined, 'loader'],
      ['/widget/call-228e88bb9a.js', 'gzip, br', 'gzip', 'call by gzip'],
      ['/widget/plain.js', 'gzip, br', undefined, 'plain'],
    ] as const) {
      const answer = await get(path, { 'accept-encoding': accepted });
      assert.deepEqual([answer.headers['content-encoding'], answer.body], [encoding, body], path);
      assert.equal(answer.headers.vary, 'Accept-Encoding');
      assert.equal(answer.headers['content-type'], 'text/javascript; charset=utf-8');
    }
  });

  it('are led to, from the address alone too', async () => {
    for (const [path, status] of [
      ['/', 302],
      ['/console', 301],
    ] as const) {
      const answer = await get(path);
      assert.deepEqual([answer.status, answer.headers.location], [status, '/console/']);
    }
  });

  it('of the console answer with its page wherever in it one is', async () => {
    for (const path of ['/console/', '/console/recordings', '/console/conversations/1']) {
      const { status, headers, body } = await get(path);
      assert.deepEqual(
        [status, headers['content-type'], body],
        [200, 'text/html; charset=utf-8', 'page'],
        path,
      );
    }
  });

  it('are nothing where there is none, or none of a kind that is served', async () => {
    for (const path of [
      ...['/widget/', '/widget/other.js', '/widget/notes.txt', '/widget/jawort.js.br', '/console/other.js'],
      ...['/jawort.css', '/Jawort.js/x', '/widget', '/index.html'],
    ]) {
      const { status, headers, body } = await get(path);
      assert.deepEqual(
        [status, headers['content-type']],
        [404, 'application/problem+json; charset=utf-8'],
        path,
      );
      assert.match(body, /"code":"ERR_NOT_FOUND"/);
    }
  });

  it('are never those outside of their folders', async () => {
    const absolute = encodeURIComponent(join(folder, 'secret.json'));
    for (const path of [
      ...['/widget/../secret.json', '/widget/%2e%2e/secret.json', '/widget/..%2fsecret.json'],
      ...['/widget/a/..%2f..%2fsecret.json', '/widget/..%5csecret.json', '/widget/%252e%252e/secret.json'],
      ...['/widget//../secret.json', '/widget/%2fsecret.json', `/widget/${absolute}`],
      ...['/console/../secret.json', '/console/..%2fsecret.json', '/console/%2e%2e%2fconsole-secret.json'],
      ...['/widget/%00.js', '/widget/..%2fsecret.json%00.js'],
    ]) {
      const { status, body } = await get(path);
      assert.equal(status, 404, path);
      assert.match(body, /"code":"ERR_NOT_FOUND"/);
    }
  });
});
