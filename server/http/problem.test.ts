import express, { json } from 'express';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { serveListener, type Served } from '../../test/support/serve-listener.ts';
import { systemIds } from '../adapters/system/system-ids.ts';
import { JawortError } from '../error.ts';
import { openLog } from '../log.ts';
import { healthRoutes } from './health-routes.ts';
import { answerProblems } from './problem.ts';
import { identify } from './secure-headers.ts';

describe('a problem', () => {
  let served: Served;
  let fail: () => Promise<void>;
  let logged: string[];
  before(async () => {
    const log = openLog('warn', { write: (line) => void logged.push(line) });
    const app = express().use(identify(systemIds), json({ limit: 10 }));
    app.use(healthRoutes({ checkReady: () => fail() }), answerProblems(log));
    served = await serveListener(app);
  });
  after(() => served.close());
  beforeEach(() => {
    logged = [];
  });

  async function answerTo(error: Error) {
    fail = () => Promise.reject(error);
    const response = await fetch(`${served.url}/readyz`);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  it('says what is wrong and whom it concerns as RFC 9457 has it', async () => {
    const { status, headers, body } = await answerTo(
      new JawortError('ERR_INVALID', 'Too short.', { field: 'login' }),
    );
    assert.equal(status, 400);
    assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.deepEqual(body, {
      ...{ type: 'about:blank', title: 'Bad Request', status: 400, detail: 'Too short.' },
      ...{ code: 'ERR_INVALID', field: 'login' },
    });
    assert.deepEqual(logged, []);
  });

  it('has the status that goes with its code', async () => {
    for (const [code, status] of [
      ['ERR_NOT_SIGNED_IN', 401],
      ['ERR_LOGIN_FAILED', 401],
      ['ERR_ORIGIN_NOT_ALLOWED', 403],
      ['ERR_SITE_UNKNOWN', 404],
      ['ERR_NOT_FOUND', 404],
      ['ERR_TOO_LARGE', 413],
      ['ERR_RATE_LIMITED', 429],
      ['ERR_INTERNAL', 500],
      ['ERR_STORE_FAILED', 503],
      ['ERR_UNAVAILABLE', 503],
      ['ERR_NOT_ASKED', 400],
    ] as const)
      assert.equal((await answerTo(new JawortError(code, 'x'))).status, status, code);
  });

  it('says in whole seconds too after how long to try again', async () => {
    const { headers, body } = await answerTo(
      new JawortError('ERR_RATE_LIMITED', 'x', { retryAfterMs: 1001 }),
    );
    assert.equal(headers.get('retry-after'), '2');
    assert.equal((body as { retryAfterMs: number }).retryAfterMs, 1001);
  });

  it('that nobody foresaw is told without its words, and logged by the id of its request', async () => {
    const { status, headers, body } = await answerTo(new RangeError('Ich bin krank'));
    assert.equal(status, 500);
    assert.deepEqual(body, {
      ...{ type: 'about:blank', title: 'Internal Server Error', status: 500, code: 'ERR_INTERNAL' },
      detail: 'The server could not do this. Its log says why.',
    });
    assert.equal(logged.length, 1);
    const line = JSON.parse(logged.join('')) as { requestId: string; err: { cause: { type: string } } };
    assert.deepEqual([line.requestId, line.err.cause.type], [headers.get('x-request-id'), 'RangeError']);
    assert.doesNotMatch(logged.join(''), /krank/);
  });

  it('with something beneath it is logged, and what lies there not told', async () => {
    const cause = new Error('SQLITE_FULL');
    const { body } = await answerTo(new JawortError('ERR_STORE_FAILED', 'Nothing was stored.', { cause }));
    assert.equal(logged.length, 1);
    assert.doesNotMatch(JSON.stringify(body), /SQLITE/);
  });

  it('of a body that cannot be read is the asker’s', async () => {
    const post = async (body: string) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${served.url}/readyz`, { method: 'POST', headers, body });
      const { code } = (await response.json()) as { code: string };
      return [response.status, code];
    };
    assert.deepEqual(await post('{"a":'), [400, 'ERR_INVALID']);
    assert.deepEqual(await post('"0123456789"'), [413, 'ERR_TOO_LARGE']);
    assert.deepEqual(logged, []);
  });
});

describe('health', () => {
  it('is of the process alone, readiness of all it works with', async () => {
    let check = async () => {};
    const app = express().use(healthRoutes({ checkReady: () => check() }), answerProblems(openLog('silent')));
    const { url, close } = await serveListener(app);
    const ask = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, (await response.json()) as { status: unknown }] as const;
    };
    assert.deepEqual(await ask('/readyz'), [200, { status: 'ready' }]);
    check = () => Promise.reject(new JawortError('ERR_UNAVAILABLE', 'The media server does not answer.'));
    assert.equal((await ask('/readyz'))[0], 503);
    assert.deepEqual(await ask('/healthz'), [200, { status: 'ok' }]);
    await close();
  });
});
