import { sha256 } from '@jawort/shared/crypto/hash';
import { thumbprint, type PublicKey } from '@jawort/shared/crypto/public-key';
import type { Problem } from '@jawort/shared/protocol/http';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { defaultSite } from '../../server/default-site.ts';
import { bodiesOf, readEvidence } from '../support/evidence.ts';
import { rawRequest } from '../support/raw-request.ts';
import { siteOrigin, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}${path}`, { headers });

async function expectProblem(response: Response, status: number, code: string): Promise<Problem> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  const problem = (await response.json()) as Problem;
  assert.deepEqual([response.status, problem.status, problem.code], [status, status, code]);
  return problem;
}

describe('what anybody may read', () => {
  it('is a site, and whether somebody is there', async () => {
    const { id, name, accent, topics } = defaultSite([siteOrigin]);
    const site = async (): Promise<unknown> => (await get('/api/sites/demo', { origin: siteOrigin })).json();
    assert.deepEqual(await site(), { site: id, name, accent, topics, staffed: false });
    const { party } = await server.signIn();
    assert.deepEqual(await site(), { site: id, name, accent, topics, staffed: true });
    party.close();
  });

  it('is no site that there is not', async () => {
    for (const site of ['nowhere', 'Demo', '__proto__', 'constructor', '..%2fkeys', 'x'.repeat(1000)]) {
      const problem = await expectProblem(await get(`/api/sites/${site}`), 404, 'ERR_SITE_UNKNOWN');
      assert.equal(problem['field'], 'site');
      assert.ok((problem.detail ?? '').length < 100);
    }
  });

  it('is why a page gets no site', async () => {
    for (const [site, code] of [
      ['demo', 'ERR_ORIGIN_NOT_ALLOWED'],
      ['nowhere', 'ERR_SITE_UNKNOWN'],
    ] as const) {
      const response = await get(`/api/sites/${site}`, { origin: 'http://evil.example' });
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      await expectProblem(response, code === 'ERR_SITE_UNKNOWN' ? 404 : 403, code);
    }
  });

  it('is how the server is', async () => {
    for (const [path, status] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const response = await get(path);
      assert.deepEqual([response.status, await response.json()], [200, { status }]);
    }
  });

  it('is the server’s keys, their public halves alone', async () => {
    const response = await get('/api/keys');
    const { keys } = (await response.json()) as { keys: readonly Record<string, string>[] };
    assert.equal(keys.length, 1);
    const [{ kid, use, alg, ...key } = {}] = keys;
    assert.deepEqual([use, alg, Object.keys(key).sort()], ['sig', 'ES256', ['crv', 'kty', 'x', 'y']]);
    assert.equal(kid, await thumbprint(key as PublicKey));
  });

  it('is each notice in each language, whose bytes are what its hash says and never change', async () => {
    const { conversation, party } = await server.openVisitor();
    party.close();
    const { events } = await readEvidence(server, conversation);
    const [{ notice } = assert.fail()] = bodiesOf(events, 'notice.published');
    for (const [language, hash] of Object.entries(notice.languages)) {
      const response = await get(`/api/notices/${hash}`, { origin: siteOrigin });
      const bytes = await response.bytes();
      assert.equal(await sha256(bytes), hash);
      assert.equal((JSON.parse(Buffer.from(bytes).toString()) as { lang: string }).lang, language);
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
    }
  });

  it('is no notice that there is not', async () => {
    for (const hash of ['sha256-', `sha256-${'A'.repeat(43)}`, '%2e%2e%2fkeys', "'", 'x'.repeat(5000)]) {
      const response = await get(`/api/notices/${hash}`);
      assert.equal(response.headers.get('cache-control'), null);
      await expectProblem(response, 404, 'ERR_NOT_FOUND');
    }
  });

  it('can be read by pages of the sites and by our own, by no other and never with credentials', async () => {
    for (const [origin, allowed] of [
      [siteOrigin, siteOrigin],
      [server.url, server.url],
      ['http://evil.example', null],
      ['null', null],
      [`${siteOrigin}.evil.example`, null],
    ] as const)
      for (const path of ['/api/keys', '/api/notices/x', ...(allowed ? ['/api/sites/demo'] : [])]) {
        const { headers } = await get(path, { origin });
        assert.equal(headers.get('access-control-allow-origin'), allowed, `${path} for ${origin}`);
        assert.equal(headers.get('access-control-allow-credentials'), null);
        assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
        assert.match(headers.get('vary') ?? '', /Origin/);
      }
  });
});

describe('every answer', () => {
  const paths = ['/healthz', '/api/me', '/api/keys', '/nowhere', '/console/', '/console/app.css', '/%'];

  it('lets browsers frame nothing, guess no type, tell no page they came from, and run our own scripts alone', async () => {
    for (const path of paths) {
      const { headers } = await get(path);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((one) => {
          const [name = '', ...sources] = one.trim().split(' ');
          return [name, sources.join(' ')] as const;
        }),
      );
      assert.deepEqual(
        [policy.get('default-src'), policy.get('frame-ancestors')],
        ["'none'", "'none'"],
        path,
      );
      assert.deepEqual([policy.get('script-src'), policy.get('style-src')], ["'self'", "'self'"]);
      assert.equal(policy.get('connect-src'), `'self' ${server.url.replace('http', 'ws')}`);
      assert.deepEqual([policy.get('base-uri'), policy.get('form-action')], ["'none'", "'self'"]);
      assert.doesNotMatch([...policy.values()].join(), /unsafe|\*/);
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
    }
  });

  it('does not say what it was made with, and asks for no https where there is none', async () => {
    for (const path of paths) {
      const { headers } = await get(path);
      for (const name of ['x-powered-by', 'server', 'strict-transport-security'])
        assert.equal(headers.get(name), null, `${path}: ${name}`);
    }
  });

  it('is named, each by another name', async () => {
    const names = await Promise.all(
      paths.map(async (path) => (await get(path)).headers.get('x-request-id') ?? ''),
    );
    for (const name of names) assert.match(name, /^[0-9a-f-]{36}$/);
    assert.equal(new Set(names).size, paths.length);
  });

  it('of what may change is kept by nobody', async () => {
    for (const path of ['/api/me', '/api/recordings', '/api/sites/demo', '/api/nowhere'])
      assert.equal((await get(path)).headers.get('cache-control'), 'no-store', path);
  });

  it('about what there is not says so, whatever is asked of it', async () => {
    for (const path of [
      '/nowhere',
      '/api',
      '/api/nowhere',
      '/jawort.css',
      '/widget/..%2f..%2fpackage.json',
      '/socket.io/',
    ])
      await expectProblem(await get(path), 404, 'ERR_NOT_FOUND');
    for (const method of ['DELETE', 'PUT', 'POST', 'PATCH'])
      await expectProblem(await fetch(`${server.url}/api/keys`, { method }), 404, 'ERR_NOT_FOUND');
    await expectProblem(await fetch(`${server.url}/healthz`, { method: 'POST' }), 404, 'ERR_NOT_FOUND');
  });

  it('to what is malformed says so', async () => {
    for (const path of ['/api/sites/%', '/api/notices/%e0%a4%a', '/widget/%', '/console/%ff']) {
      const { status, headers, body } = await rawRequest(server.url, path);
      assert.deepEqual(
        [status, headers['content-type']],
        [400, 'application/problem+json; charset=utf-8'],
        path,
      );
      assert.equal((JSON.parse(body.toString()) as Problem).code, 'ERR_INVALID');
    }
  });

  it('leads from the bare address to the console', async () => {
    const { status, headers } = await rawRequest(server.url, '/');
    assert.deepEqual([status, headers.location], [302, '/console/']);
  });
});
