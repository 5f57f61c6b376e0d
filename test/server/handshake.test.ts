import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { protocolVersion } from '@jawort/shared/protocol/version';
import { io } from 'socket.io-client';
import { fresh } from '../support/fresh.ts';
import type { Door } from '../support/headless-party.ts';
import { siteOrigin, startTestServer, type TestServer } from '../support/server.ts';

describe('the handshake', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  async function codeOf(door: Partial<Door>): Promise<unknown> {
    const party = server.connect(door);
    try {
      await party.connected();
      return 'connected';
    } catch (error) {
      const { data, message } = error as Error & { data?: { code: string } };
      return data?.code ?? message;
    } finally {
      party.close();
    }
  }

  it('lets a page of the site in', async () => {
    assert.equal(await codeOf({}), 'connected');
  });

  it('refuses a site that is not there', async () => {
    assert.equal(await codeOf({ auth: { site: 'nowhere' } }), 'ERR_SITE_UNKNOWN');
  });

  it('refuses another version of the protocol by that name, whatever else is wrong', async () => {
    for (const protocol of [protocolVersion + 1, '1', undefined])
      assert.equal(await codeOf({ auth: { protocol, site: 'demo', later: 1 } }), 'ERR_PROTOCOL_VERSION');
  });

  it('refuses a field that it does not know', async () => {
    assert.equal(await codeOf({ auth: { site: 'demo', other: 1 } }), 'ERR_INVALID');
  });

  it('refuses tokens that are malformed or open nothing', async () => {
    for (const token of ['x', fresh.token()])
      assert.equal(await codeOf({ auth: { site: 'demo', token } }), 'ERR_TOKEN_INVALID');
  });

  it('refuses agents without a session', async () => {
    const agent = { namespace: '/agent', origin: server.url, auth: {} } as const;
    assert.equal(await codeOf(agent), 'ERR_NOT_SIGNED_IN');
    assert.equal(await codeOf({ ...agent, cookie: `jawort-session=${fresh.token()}` }), 'ERR_NOT_SIGNED_IN');
  });

  it('lets the pages of sites be no console, and the console be no page of a site', async () => {
    assert.equal(await codeOf({ namespace: '/agent', auth: {} }), 'ERR_ORIGIN_NOT_ALLOWED');
    assert.equal(await codeOf({ origin: server.url }), 'ERR_ORIGIN_NOT_ALLOWED');
  });

  it('refuses every origin but exactly the listed ones before there is a socket', async () => {
    const hostile = [
      'null',
      'http://localhost:8082',
      'https://localhost:8081',
      'http://localhost:8081.evil.example',
      'http://evil.example',
      'http://localhost:8081@evil.example',
      `${siteOrigin}/`,
      siteOrigin.toUpperCase(),
      '',
    ];
    for (const origin of hostile) {
      const response = await fetch(`${server.url}/socket/?EIO=4&transport=polling`, { headers: { origin } });
      assert.equal(response.status, 403, origin);
      assert.equal(await codeOf({ origin }), 'websocket error', origin);
    }
  });

  it('lets nobody into the namespace that clients get who name none', async () => {
    assert.equal(await codeOf({ namespace: '/' as '/visitor' }), 'ERR_NOT_FOUND');
  });

  describe('by long polling', () => {
    let cookie: string;
    before(async () => {
      const { party, door } = await server.signIn();
      party.close();
      cookie = door.cookie;
    });

    /** What comes of a connection with just these headers. */
    async function polled(namespace: Door['namespace'], headers: Readonly<Record<string, string>>) {
      const socket = io(`${server.url}${namespace}`, {
        ...{ path: '/socket', transports: ['polling'], reconnection: false, forceNew: true },
        auth: { protocol: protocolVersion, ...(namespace === '/visitor' && { site: 'demo' }) },
        extraHeaders: { cookie, ...headers },
      });
      try {
        return await new Promise<unknown>((resolve) => {
          socket.once('connect', () => {
            resolve('connected');
          });
          socket.once(
            'connect_error',
            (error: Error & { data?: { code: string }; description?: unknown }) => {
              resolve(error.data?.code ?? error.description);
            },
          );
        });
      } finally {
        socket.disconnect();
      }
    }

    it('lets an agent in whose browser names no origin and says that it is the same', async () => {
      assert.equal(await polled('/agent', { 'sec-fetch-site': 'same-origin' }), 'connected');
      assert.equal(await polled('/agent', { origin: server.url }), 'connected');
    });

    it('refuses an agent whose browser says neither', async () => {
      assert.equal(await polled('/agent', {}), 403);
    });

    it('refuses an agent on a page from elsewhere, and believes the origin before all', async () => {
      for (const site of ['cross-site', 'same-site', 'none', 'Same-Origin', ''])
        assert.equal(await polled('/agent', { 'sec-fetch-site': site }), 403, site);
      const said = { 'sec-fetch-site': 'same-origin' };
      assert.equal(await polled('/agent', { ...said, origin: 'http://evil.example' }), 403);
      assert.equal(await polled('/agent', { ...said, origin: siteOrigin }), 'ERR_ORIGIN_NOT_ALLOWED');
    });

    it('lets nobody be a visitor whose browser names no origin', async () => {
      const said = { 'sec-fetch-site': 'same-origin' };
      assert.equal(await polled('/visitor', said), 'ERR_ORIGIN_NOT_ALLOWED');
      assert.equal(await polled('/visitor', { origin: siteOrigin }), 'connected');
    });
  });
});
