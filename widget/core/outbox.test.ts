import type { MessageId } from '@jawort/shared/domain/ids';
import { assert } from '@open-wc/testing';
import { Outbox, type Posted } from './outbox.ts';
import { RequestRefused } from './request-refused.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { fakeMemory } from './testing/fake-host.ts';
import { settled } from './testing/settled.ts';
import type { PendingMessage } from './types.ts';

const at = '2026-11-24T09:00:00.000Z';
const message = (id: string): PendingMessage => ({
  id: id as MessageId,
  text: `text ${id}`,
  at,
  error: null,
});
const lost = () => Promise.reject(new RequestRefused({ code: 'ERR_UNAVAILABLE', message: 'no answer' }));
const refused = () => Promise.reject(new RequestRefused({ code: 'ERR_TOO_LARGE', message: 'too large' }));

function setUp(kept = new Map<string, string>()) {
  const clock = new FakeClock();
  const sent: string[] = [];
  const posted: Posted[] = [];
  const seen = { pending: [] as readonly PendingMessage[] };
  const server = { answer: () => Promise.resolve({ seq: sent.length, at }) };
  const outbox = new Outbox({
    clock,
    memory: fakeMemory(kept),
    name: 'outbox',
    send: ({ id }) => {
      sent.push(id);
      return server.answer();
    },
    onChange: (pending) => (seen.pending = pending),
    onPosted: (one) => posted.push(one),
  });
  return { clock, kept, outbox, posted, seen, sent, server };
}

describe('the outbox', () => {
  it('[MS1] sends the same message again under the same id until it is acknowledged', async () => {
    const { clock, outbox, posted, seen, sent, server } = setUp();
    const { answer } = server;
    server.answer = lost;
    outbox.add(message('a'));
    await settled();
    assert.deepEqual(
      seen.pending.map(({ id }) => id),
      ['a'],
    );
    server.answer = answer;
    clock.advance(5000);
    await settled();
    assert.deepEqual(sent, ['a', 'a']);
    assert.deepEqual(
      posted.map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual(seen.pending, []);
  });

  it('sends in the order in which things were written, one after the other', async () => {
    const { outbox, sent, server } = setUp();
    let release = () => {};
    const { answer } = server;
    server.answer = () => new Promise((resolve) => (release = () => resolve({ seq: 1, at })));
    outbox.add(message('a'));
    outbox.add(message('b'));
    await settled();
    assert.deepEqual(sent, ['a']);
    server.answer = answer;
    release();
    await settled();
    assert.deepEqual(sent, ['a', 'b']);
  });

  it('keeps what was not acknowledged over a reload', async () => {
    const before = setUp();
    before.server.answer = lost;
    before.outbox.add(message('a'));
    await settled();
    before.outbox.close();
    const after = setUp(before.kept);
    assert.deepEqual(
      after.seen.pending.map(({ id }) => id),
      ['a'],
    );
    await after.outbox.flush();
    assert.deepEqual(
      after.posted.map(({ text }) => text),
      ['text a'],
    );
    assert.equal(after.kept.size, 0);
  });

  it('shows a refused message as such, goes on with the next, and sends it again when asked', async () => {
    const { outbox, seen, sent, server } = setUp();
    const { answer } = server;
    server.answer = refused;
    outbox.add(message('a'));
    await settled();
    assert.equal(seen.pending[0]?.error?.code, 'ERR_TOO_LARGE');
    server.answer = answer;
    outbox.add(message('b'));
    await settled();
    assert.deepEqual(sent, ['a', 'b']);
    outbox.retry('a' as MessageId);
    await settled();
    assert.deepEqual(sent, ['a', 'b', 'a']);
    assert.deepEqual(seen.pending, []);
  });

  it('sends nothing more once closed', async () => {
    const { clock, outbox, sent, server } = setUp();
    server.answer = lost;
    outbox.add(message('a'));
    await settled();
    outbox.close();
    clock.advance(60_000);
    assert.deepEqual(sent, ['a']);
  });
});
