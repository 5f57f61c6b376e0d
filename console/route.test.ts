import { assert } from '@open-wc/testing';
import { hrefOf, parseRoute, type Route } from './route.ts';
import { conversationId, segmentId } from './testing/builders.ts';

describe('a route', () => {
  it('comes back from the address it makes', () => {
    const routes: readonly Route[] = [
      { page: 'conversations', conversation: null },
      { page: 'conversations', conversation: conversationId(1) },
      { page: 'recordings', segment: null },
      { page: 'recordings', segment: segmentId(1) },
    ];
    assert.deepEqual(routes.map(hrefOf).map(parseRoute), routes);
  });

  it('leads to the inbox from any address that is not ours', () => {
    for (const hash of ['', '#', '#/nowhere', '#/conversations/<b>', '#/conversations/1'])
      assert.deepEqual(parseRoute(hash), { page: 'conversations', conversation: null });
  });
});
