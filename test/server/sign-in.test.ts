import { Me, type Problem } from '@jawort/shared/protocol/http';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as v from 'valibot';
import { freePort } from '../support/free-port.ts';
import { fresh } from '../support/fresh.ts';
import type { HeadlessParty } from '../support/headless-party.ts';
import { siteOrigin, startTestServer, type TestServer } from '../support/server.ts';

const sessionCookie = /^jawort-session=([\w-]{43}); Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/;

describe('signing in over HTTP', () => {
  let server: TestServer;
  let account: { readonly login: string; readonly password: string };
  before(async () => {
    server = await startTestServer();
    account = server.firstAgent ?? assert.fail();
  });
  after(() => server.close());

  type Asked = { readonly origin?: string | null; readonly type?: string; readonly cookie?: string };

  function post(
    path: string,
    body: unknown,
    { origin = server.url, type = 'application/json', cookie }: Asked = {},
  ) {
    return fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...(origin !== null && { origin }), ...(cookie && { cookie }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async function problemOf(response: Response): Promise<Problem> {
    assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.equal(response.headers.get('set-cookie'), null);
    const problem = (await response.json()) as Problem;
    assert.equal(problem.status, response.status);
    return problem;
  }

  const who = (cookie?: string) => fetch(`${server.url}/api/me`, { headers: { ...(cookie && { cookie }) } });

  it('gives an agent a session, in a cookie that neither scripts nor pages elsewhere can use', async () => {
    const response = await post('/api/login', account);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.match(response.headers.get('set-cookie') ?? '', sessionCookie);
    const me = v.parse(Me, await response.json());
    assert.deepEqual([me.login, me.name], ['agent', 'Ayşe Yılmaz']);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await who(cookie);
    assert.deepEqual([again.status, await again.json()], [200, me]);
    assert.equal(again.headers.get('cache-control'), 'no-store');
  });

  it('tells nobody who they are without a session', async () => {
    for (const cookie of [undefined, '', 'jawort-session=x', `jawort-session=${fresh.token()}`]) {
      const { status, code } = await problemOf(await who(cookie));
      assert.deepEqual([status, code], [401, 'ERR_NOT_SIGNED_IN']);
    }
  });

  it('refuses a wrong password and an unknown login word for word alike', async () => {
    const answers = [
      { ...account, password: 'x' },
      { ...account, login: 'nobody' },
    ].map(async (login) => problemOf(await post('/api/login', login)));
    const [wrong, unknown] = await Promise.all(answers);
    assert.deepEqual([wrong?.status, wrong?.code], [401, 'ERR_LOGIN_FAILED']);
    assert.deepEqual(unknown, wrong);
  });

  it('is for the console’s own pages alone, and so is signing out', async () => {
    const { cookie } = (await server.signIn()).door;
    for (const origin of [
      null,
      'null',
      siteOrigin,
      'http://evil.example',
      `${server.url}/`,
      server.url.toUpperCase(),
    ])
      for (const path of ['/api/login', '/api/logout']) {
        const { status, code } = await problemOf(await post(path, account, { origin, cookie }));
        assert.deepEqual([status, code], [403, 'ERR_ORIGIN_NOT_ALLOWED'], String(origin));
      }
    assert.equal((await who(cookie)).status, 200);
  });

  it('takes JSON alone, as forms of pages elsewhere cannot send it', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/json',
    ])
      for (const path of ['/api/login', '/api/logout']) {
        const { status, code } = await problemOf(await post(path, account, { type }));
        assert.deepEqual([status, code], [400, 'ERR_INVALID'], type);
      }
  });

  it('takes nothing that is malformed, and names the field', async () => {
    for (const [body, field] of [
      ['{"login":', undefined],
      ['', 'login'],
      ['"agent"', undefined],
      [[], 'login'],
      [{ login: account.login }, 'password'],
      [{ ...account, login: '' }, 'login'],
      [{ ...account, login: { $ne: null } }, 'login'],
      [{ ...account, login: 'x'.repeat(81) }, 'login'],
      [{ ...account, password: 'x'.repeat(201) }, 'password'],
      [{ ...account, remember: true }, 'remember'],
    ] as const) {
      const problem = await problemOf(await post('/api/login', body));
      assert.deepEqual(
        [problem.status, problem.code, problem['field']],
        [400, 'ERR_INVALID', field],
        JSON.stringify(body),
      );
    }
  });

  it('reads no more than four kilobytes', async () => {
    const { status, code } = await problemOf(
      await post('/api/login', { ...account, password: 'x'.repeat(4096) }),
    );
    assert.deepEqual([status, code], [413, 'ERR_TOO_LARGE']);
  });

  it('is not to be tried for ever, and says when it may be tried again', async () => {
    const attempt = () => post('/api/login', { login: 'guessed', password: 'x' });
    for (let count = 0; count < 10; count++) assert.equal((await attempt()).status, 401);
    const response = await attempt();
    const { status, code, retryAfterMs = 0 } = await problemOf(response);
    assert.deepEqual([status, code], [429, 'ERR_RATE_LIMITED']);
    assert.ok(retryAfterMs > 0 && retryAfterMs <= 900_000);
    assert.equal(response.headers.get('retry-after'), String(Math.ceil(retryAfterMs / 1000)));
    assert.equal((await post('/api/login', account)).status, 200);
  });

  it('ends with signing out, which ends the session’s connections and no other’s', async () => {
    const [first, other] = [await server.signIn(), await server.signIn()];
    const second = await server.connect(first.door).connected();
    const gone = Promise.all([first.party, second].map(disconnected));
    const response = await post('/api/logout', {}, { cookie: first.door.cookie });
    assert.deepEqual([response.status, await response.json()], [200, {}]);
    assert.equal(
      response.headers.get('set-cookie'),
      'jawort-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    );
    await gone;
    assert.equal((await who(first.door.cookie)).status, 401);
    await assert.rejects(server.connect(first.door).connected(), { message: 'ERR_NOT_SIGNED_IN' });
    await other.party.ask('inbox:watch', {});
    other.party.close();
  });

  it('lets anybody sign out who has no session', async () => {
    for (const cookie of ['', `jawort-session=${fresh.token()}`])
      assert.equal((await post('/api/logout', {}, { cookie })).status, 200);
  });
});

describe('signing in over HTTPS', () => {
  const origin = 'https://chat.example.com';
  let server: TestServer;
  let url: string;
  let response: Response;
  before(async () => {
    const port = await freePort();
    url = `http://localhost:${port}`;
    server = await startTestServer({ env: { PORT: String(port), PUBLIC_URL: origin } });
    response = await fetch(`${url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(server.firstAgent),
    });
  });
  after(() => server.close());

  it('gives a cookie that is the host’s own, which alone opens the session', async () => {
    const cookie = response.headers.get('set-cookie') ?? '';
    assert.match(
      cookie,
      /^__Host-jawort-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
    );
    const [own = ''] = cookie.split(';');
    const statusWith = async (sent: string) =>
      (await fetch(`${url}/api/me`, { headers: { cookie: sent } })).status;
    assert.equal(await statusWith(own), 200);
    assert.equal(await statusWith(own.replace('__Host-', '')), 401);
  });

  it('has browsers stay on https', () => {
    assert.equal(response.headers.get('strict-transport-security'), 'max-age=31536000');
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /connect-src 'self' wss:\/\/chat\.example\.com;/);
    assert.match(policy, /upgrade-insecure-requests$/);
  });
});

function disconnected({ socket }: HeadlessParty): Promise<void> {
  return new Promise((resolve) => {
    socket.once('disconnect', () => {
      resolve();
    });
  });
}
