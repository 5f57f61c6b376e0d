import { assert } from '@open-wc/testing';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import { LiveConversation } from './live-conversation.ts';
import { fakeHost } from './testing/fake-host.ts';
import { call } from './testing/fake-server.ts';
import { FakeWire } from './testing/fake-wire.ts';
import { agent, conversation, message, snapshot, visitor } from './testing/samples.ts';
import { settled } from './testing/settled.ts';

async function setUp(first: Snapshot = snapshot()) {
  const wire = new FakeWire({
    'conversation:sync': () => first,
    'message:mark': () => ({}),
    'typing:set': () => ({}),
  });
  const client = new LiveConversation(
    { host: fakeHost(), wire, role: 'visitor', locale: null },
    conversation,
  );
  await settled();
  return { wire, client };
}

describe('a conversation’s client', () => {
  it('[MS2] syncs from the last dense message when one has been missed', async () => {
    const { wire, client } = await setUp(snapshot({ messages: [message(1)] }));
    wire.answers['conversation:sync'] = () => snapshot({ messages: [message(2), message(3)] });
    wire.tell('message:posted', { conversation, message: message(3) });
    await settled();
    assert.deepEqual(wire.askedFor('conversation:sync').at(-1), { conversation, after: 1 });
    assert.deepEqual(
      client.state.messages.map(({ seq }) => seq),
      [1, 2, 3],
    );
  });

  it('[MS3] syncs after each reconnect', async () => {
    const { wire } = await setUp();
    const before = wire.askedFor('conversation:sync').length;
    wire.become({ state: 'offline', retryAt: null });
    wire.become({ state: 'online' });
    await settled();
    assert.lengthOf(wire.askedFor('conversation:sync'), before + 1);
  });

  it('[MS3] keeps what a notice told while a snapshot was on its way, and syncs once more', async () => {
    const { wire, client } = await setUp();
    const before = wire.askedFor('conversation:sync').length;
    let answer = (_: Snapshot): void => undefined;
    wire.answers['conversation:sync'] = () => new Promise((resolve) => (answer = resolve));
    wire.tell('message:posted', { conversation, message: message(2) });
    const at = '2026-11-24T09:00:00.000Z';
    wire.tell('call:changed', { conversation, now: { state: 'ended', call, reason: 'hung-up', at } });
    const given = { request: null, mine: { state: 'unasked' }, given: [agent] } as const;
    answer(
      snapshot({
        messages: [message(1), message(2)],
        call: { state: 'active', call, kind: 'voice', by: agent, since: at, joined: [] },
        consent: { ...given, given: [agent] },
      }),
    );
    await settled();
    assert.equal(client.state.call?.state, 'ended');
    assert.deepEqual(client.state.consent.given, [agent]);
    assert.lengthOf(client.state.messages, 2);
    assert.lengthOf(wire.askedFor('conversation:sync'), before + 2);
    answer(snapshot());
    await settled();
    assert.isNull(client.state.call);
    assert.lengthOf(wire.askedFor('conversation:sync'), before + 2);
  });

  it('asks on until a long history is here', async () => {
    const all = [1, 2, 3, 4, 5].map((seq) => message(seq));
    const wire = new FakeWire({
      'conversation:sync': ({ after }) => snapshot({ messages: all.slice(after, after + 2), head: 5 }),
      'message:mark': () => ({}),
    });
    const client = new LiveConversation(
      { host: fakeHost(), wire, role: 'visitor', locale: null },
      conversation,
    );
    await settled();
    assert.lengthOf(client.state.messages, 5);
  });

  it('tells what was delivered by itself, and what was read only when told', async () => {
    const { wire, client } = await setUp(snapshot({ messages: [message(1)] }));
    assert.deepEqual(wire.askedFor('message:mark').at(-1), { conversation, delivered: 1, read: 0 });
    client.actions.markRead?.();
    await settled();
    assert.deepEqual(wire.askedFor('message:mark').at(-1), { conversation, delivered: 1, read: 1 });
    assert.equal(client.actions.markRead, undefined);
  });

  it('puts a message of one’s own in its place by its acknowledgement alone', async () => {
    const { wire, client } = await setUp();
    wire.answers['message:send'] = () => ({ seq: 1, at: '2026-11-24T09:00:00.000Z' });
    client.actions.send?.('Guten Tag');
    assert.lengthOf(client.state.pending, 1);
    await settled();
    assert.deepEqual(client.state.pending, []);
    assert.deepEqual(
      client.state.messages.map(({ text, author }) => [text, author]),
      [['Guten Tag', visitor]],
    );
  });

  it('says nothing of other conversations', async () => {
    const { wire, client } = await setUp();
    const before = client.state;
    wire.tell('typing:changed', { conversation: agent as never, participant: agent, typing: true });
    wire.tell('message:posted', { conversation: agent as never, message: message(1) });
    assert.equal(client.state, before);
  });

  it('[RG5] can be written in and rung after a refusal as before', async () => {
    const refused = { request: null, mine: { state: 'refused' }, given: [] } as const;
    const { client } = await setUp(snapshot({ consent: { ...refused, given: [] } }));
    assert.containsAllKeys(client.actions, ['send', 'startCall']);
    assert.equal(client.actions.withdraw, undefined);
  });

  it('can be written in while offline, and not when closed', async () => {
    const { wire, client } = await setUp();
    wire.become({ state: 'offline', retryAt: null });
    assert.isFunction(client.actions.send);
    assert.equal(client.actions.startCall, undefined);
    const { conversation: open } = snapshot();
    wire.tell('conversation:changed', { conversation, now: { ...open, state: 'closed' }, staffed: true });
    assert.equal(client.actions.send, undefined);
  });
});
