import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import { fresh } from '../support/fresh.ts';
import type { HeadlessParty } from '../support/headless-party.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

describe('a conversation', () => {
  let server: TestServer;
  let agent: HeadlessParty;
  before(async () => {
    server = await startTestServer();
    agent = (await server.signIn()).party;
  });
  after(async () => {
    agent.close();
    await server.close();
  });

  async function taken() {
    const visitor = await server.openVisitor();
    const { conversation } = visitor;
    const snapshot = await agent.ask('conversation:accept', { conversation });
    return { visitor, conversation, snapshot };
  }

  const send = (
    party: HeadlessParty,
    conversation: InboxItem['conversation'],
    text: string,
    id = fresh.message(),
  ) => party.ask('message:send', { conversation, id, text });

  it('is in the inbox, is taken, and the visitor sees by whom', async () => {
    const visitor = await server.openVisitor();
    const { conversation } = visitor;
    await send(visitor.party, conversation, 'Guten Tag');
    const inbox = await agent.ask('inbox:watch', {});
    const item = inbox.waiting.find((one) => one.conversation === conversation);
    assert.deepEqual([item?.preview, item?.head, item?.topic, item?.call], ['Guten Tag', 1, 'hr', null]);
    const { messages, me } = await agent.ask('conversation:accept', { conversation });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['Guten Tag'],
    );
    const changed = await visitor.party.notice(
      'conversation:changed',
      ({ now }: { now: { state: string } }) => now.state === 'open',
    );
    const { now, staffed } = changed as { now: { participants: unknown[] }; staffed: boolean };
    assert.deepEqual(now.participants[0], { ref: visitor.me, role: 'visitor', name: null });
    assert.deepEqual(now.participants[1], { ref: me, role: 'agent', name: 'Ayşe Yılmaz' });
    assert.equal(staffed, true);
    visitor.party.close();
  });

  it('carries messages both ways, markers and typing', async () => {
    const { visitor, conversation, snapshot } = await taken();
    await send(visitor.party, conversation, 'a');
    await send(agent, conversation, 'b');
    const posted = await visitor.party.notice('message:posted');
    assert.equal((posted as { message: { text: string; seq: number } }).message.seq, 2);
    await visitor.party.ask('message:mark', { conversation, delivered: 99, read: 1 });
    const marked = await agent.notice(
      'message:marked',
      (one: { conversation: string }) => one.conversation === conversation,
    );
    assert.deepEqual((marked as { marker: unknown }).marker, {
      participant: visitor.me,
      delivered: 2,
      read: 1,
    });
    await agent.ask('typing:set', { conversation, typing: true });
    const typing = await visitor.party.notice('typing:changed');
    assert.deepEqual(typing, { conversation, participant: snapshot.me, typing: true });
    visitor.party.close();
  });

  it('[MS1] stores a message once and acknowledges the same number, over any connection', async () => {
    const { visitor, conversation } = await taken();
    const id = fresh.message();
    const first = await send(visitor.party, conversation, 'once', id);
    visitor.party.close();
    const again = await server.connect(visitor.door).connected();
    assert.deepEqual(await send(again, conversation, 'once', id), first);
    const { messages } = await again.ask('conversation:sync', { conversation, after: 0 });
    assert.equal(messages.length, 1);
    again.close();
  });

  it('[MS2] gives what a client missed, in pieces that fit', async () => {
    const { visitor, conversation } = await taken();
    visitor.party.close();
    const texts = Array.from({ length: 205 }, (_, index) => `m${index + 1}`);
    for (const text of texts) await send(agent, conversation, text);
    const again = await server.connect(visitor.door).connected();
    const first = await again.ask('conversation:sync', { conversation, after: 3 });
    const rest = await again.ask('conversation:sync', {
      conversation,
      after: first.messages.at(-1)?.seq ?? 0,
    });
    assert.deepEqual([first.messages.length, first.head], [200, 205]);
    const seen = [...first.messages, ...rest.messages].map(({ seq, text }) => `${seq}:${text}`);
    assert.deepEqual(seen, texts.map((text, index) => `${index + 1}:${text}`).slice(3));
    again.close();
  });

  it('is opened again by its token, on another connection, by nobody else', async () => {
    const { visitor, conversation } = await taken();
    const again = await server.connect(visitor.door).connected();
    assert.equal((await again.ask('conversation:sync', { conversation, after: 0 })).me, visitor.me);
    again.close();
    visitor.party.close();
  });

  it('is opened once, however often the visitor asks', async () => {
    const visitor = await server.openVisitor();
    const input = {
      conversation: visitor.conversation,
      token: visitor.token,
      topic: 'hr',
      locale: 'de',
    } as const;
    const guest = await server.connect({}).connected();
    const [one, two] = await Promise.all([
      guest.ask('conversation:open', input),
      visitor.party.ask('conversation:open', input),
    ]);
    assert.equal(one.me, visitor.me);
    assert.equal(two.me, visitor.me);
    guest.close();
    visitor.party.close();
  });

  it('takes nothing more once closed, and says so', async () => {
    const { visitor, conversation } = await taken();
    const id = fresh.message();
    await send(visitor.party, conversation, 'before', id);
    await agent.ask('conversation:close', { conversation });
    await assert.rejects(send(visitor.party, conversation, 'after'), { code: 'ERR_CONVERSATION_CLOSED' });
    assert.equal((await send(visitor.party, conversation, 'before', id)).seq, 1);
    await agent.ask('conversation:close', { conversation });
    visitor.party.close();
  });

  it('belongs to one agent', async () => {
    const other = (await server.signIn(await server.addAgent('jonas', 'Jonas Weber'))).party;
    const { visitor, conversation } = await taken();
    await assert.rejects(other.ask('conversation:accept', { conversation }), { code: 'ERR_ALREADY_TAKEN' });
    await assert.rejects(send(other, conversation, 'x'), { code: 'ERR_NOT_FOUND' });
    other.close();
    visitor.party.close();
  });
});
