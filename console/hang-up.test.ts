import { assert } from '@open-wc/testing';
import { hangUp } from './hang-up.ts';
import { FakeConversation, FakeSession } from './testing/fake-clients.ts';

function inCall(left: () => Promise<void>) {
  const client = new FakeConversation();
  client.session = Object.assign(new FakeSession(), { hangUp: left });
  return client;
}

describe('hanging up', () => {
  it('waits until the server knows that each call is left, and that one of them failed', async () => {
    const left: string[] = [];
    const later = async () => {
      await new Promise(requestAnimationFrame);
      left.push('left');
    };
    await hangUp([inCall(later), inCall(() => Promise.reject(new TypeError('no server'))), inCall(later)]);
    assert.deepEqual(left, ['left', 'left']);
  });

  it('does not wait for ever', async () => {
    await hangUp([inCall(() => new Promise(() => {}))], 0);
  });
});
