import { assert, waitUntil } from '@open-wc/testing';
import { fakeHost } from './testing/fake-host.ts';
import { settled } from './testing/settled.ts';
import { createVisitorClient } from './visitor-client.ts';

const site = { site: 'demo', name: 'Muster GmbH', accent: null, topics: [], staffed: true };

describe('a visitor’s client', () => {
  it('asks for the site again and again until it has it, and no longer once it is closed', async () => {
    let asked = 0;
    const host = fakeHost({
      server: 'http://localhost:1',
      fetch: async () => {
        asked += 1;
        if (asked < 3) throw new TypeError('no network');
        return new Response(JSON.stringify(site));
      },
    });
    const client = createVisitorClient(host, 'demo');
    for (const times of [1, 2]) {
      await settled();
      assert.equal(asked, times);
      assert.isNull(client.site);
      host.clock.advance(3000);
    }
    await waitUntil(() => client.site !== null);
    client.close();
    host.clock.advance(60_000);
    await settled();
    assert.equal(asked, 3);
  });
});
