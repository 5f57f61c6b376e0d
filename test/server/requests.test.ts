import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Ack } from '@jawort/shared/protocol/ack';
import type { requests } from '@jawort/shared/protocol/requests';
import { fresh } from '../support/fresh.ts';
import type { HeadlessParty } from '../support/headless-party.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

type Failed = Extract<Ack<unknown>, { ok: false }>['error'];

describe('requests that cannot be done', () => {
  let server: TestServer;
  let visitor: Awaited<ReturnType<TestServer['openVisitor']>>;
  let stranger: Awaited<ReturnType<TestServer['openVisitor']>>;
  let agent: HeadlessParty;
  before(async () => {
    server = await startTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    visitor = await server.openVisitor();
    stranger = await server.openVisitor();
    agent = (await server.signIn()).party;
  });
  after(async () => {
    for (const party of [visitor.party, stranger.party, agent]) party.close();
    await server.close();
  });

  async function errorOf(party: HeadlessParty, name: string, ...input: unknown[]): Promise<Failed> {
    const ack = (await party.socket.timeout(5000).emitWithAck(name, ...input)) as Ack<unknown>;
    assert.ok(!ack.ok, `${name} was done`);
    return ack.error;
  }

  it('refuses an event that there is not, by name', async () => {
    assert.equal((await errorOf(visitor.party, 'message:steal', {})).code, 'ERR_UNKNOWN_EVENT');
    assert.equal((await errorOf(agent, 'constructor', {})).code, 'ERR_UNKNOWN_EVENT');
  });

  it('gives each stage its own requests alone', async () => {
    const guest = await server.connect({}).connected();
    const { conversation } = visitor;
    for (const [party, name] of [
      [guest, 'message:send'],
      [guest, 'conversation:sync'],
      [visitor.party, 'conversation:accept'],
      [visitor.party, 'inbox:watch'],
      [agent, 'conversation:open'],
    ] as const)
      assert.equal((await errorOf(party, name, { conversation })).code, 'ERR_UNKNOWN_EVENT', name);
    guest.close();
  });

  it('names the field that is wrong', async () => {
    const { conversation } = visitor;
    const good = { conversation, id: fresh.message(), text: 'x' };
    for (const [change, field] of [
      [{ text: 5 }, 'text'],
      [{ text: '' }, 'text'],
      [{ text: 'x'.repeat(8001) }, 'text'],
      [{ id: 'X' }, 'id'],
      [{ id: undefined }, 'id'],
      [{ more: 1 }, 'more'],
    ] as const) {
      const error = await errorOf(visitor.party, 'message:send', { ...good, ...change });
      assert.deepEqual([error.code, error.field], ['ERR_INVALID', field]);
    }
  });

  it('refuses what is not one object', async () => {
    for (const input of [[], [null], ['x'], [{}, {}], [[1]], [Buffer.from('x')]])
      assert.equal((await errorOf(visitor.party, 'message:send', ...input)).code, 'ERR_INVALID');
  });

  it('refuses a topic that the site does not have', async () => {
    const guest = await server.connect({}).connected();
    const input = { conversation: fresh.conversation(), token: fresh.token(), topic: 'other', locale: 'de' };
    const error = await errorOf(guest, 'conversation:open', input);
    assert.deepEqual([error.code, error.field], ['ERR_INVALID', 'topic']);
    guest.close();
  });

  it('knows of no conversation but one’s own, in any request', async () => {
    const foreign = await inputsOf(stranger.conversation);
    for (const [name, input] of foreign) {
      if (name !== 'conversation:accept' && name !== 'inbox:watch')
        assert.equal((await errorOf(visitor.party, name, input)).code, 'ERR_NOT_FOUND', name);
      if (name === 'conversation:accept' || name === 'conversation:open' || name === 'inbox:watch') continue;
      assert.equal((await errorOf(agent, name, input)).code, 'ERR_NOT_FOUND', name);
    }
  });

  it('opens no conversation of another visitor', async () => {
    const guest = await server.connect({}).connected();
    const input = { token: fresh.token(), topic: 'hr', locale: 'de' };
    const foreign = { ...input, conversation: stranger.conversation };
    assert.equal((await errorOf(guest, 'conversation:open', foreign)).code, 'ERR_TOKEN_INVALID');
    const reused = { ...input, conversation: fresh.conversation(), token: stranger.token };
    assert.equal((await errorOf(guest, 'conversation:open', reused)).code, 'ERR_TOKEN_INVALID');
    guest.close();
  });

  it('ignores what asks for no acknowledgement', async () => {
    const { conversation, party } = visitor;
    party.socket.emit('message:send', { conversation, id: fresh.message(), text: 'unasked' });
    const { messages } = await party.ask('conversation:sync', { conversation, after: 0 });
    assert.ok(messages.every(({ text }) => text !== 'unasked'));
  });

  it('hangs up on an oversize frame, and has lost nothing', async () => {
    const { conversation, door } = await server.openVisitor();
    const party = await server.connect(door).connected();
    await party.ask('message:send', { conversation, id: fresh.message(), text: 'before' });
    const gone = disconnected(party);
    party.socket.emit(
      'message:send',
      { conversation, id: fresh.message(), text: 'x'.repeat(70_000) },
      () => {},
    );
    await gone;
    const again = await server.connect(door).connected();
    const { messages } = await again.ask('conversation:sync', { conversation, after: 0 });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['before'],
    );
    again.close();
  });

  it('hangs up on a malformed frame alone', async () => {
    const party = await server.connect(visitor.door).connected();
    const gone = disconnected(party);
    party.socket.io.engine.write('2/visitor,1["message:send",{');
    await gone;
    const { conversation } = visitor;
    assert.equal((await visitor.party.ask('conversation:sync', { conversation, after: 0 })).me, visitor.me);
  });

  it('says after how long a flood may go on', async () => {
    const flooder = await server.openVisitor();
    const input = { conversation: flooder.conversation, typing: true };
    const asked = Array.from({ length: 80 }, () => flooder.party.socket.emitWithAck('typing:set', input));
    const refused = ((await Promise.all(asked)) as Ack<unknown>[]).filter((ack) => !ack.ok);
    assert.ok(refused.length >= 20 && refused.length < 40);
    const [{ error } = assert.fail()] = refused as { error: Failed }[];
    assert.equal(error.code, 'ERR_RATE_LIMITED');
    assert.ok((error.retryAfterMs ?? 0) > 0);
    const { conversation, party } = visitor;
    await party.ask('conversation:sync', { conversation, after: 0 });
    flooder.party.close();
  });
});

function disconnected({ socket }: HeadlessParty): Promise<void> {
  return new Promise((resolve) => {
    socket.once('disconnect', () => {
      resolve();
    });
  });
}

/** A well-formed input for each request that there is on this server, about one conversation. */
async function inputsOf(conversation: string): Promise<readonly (readonly [string, unknown])[]> {
  const inCall = { conversation, call: fresh.call() };
  const jws = 'a.b.c';
  const inputs: Record<keyof typeof requests, unknown> = {
    'conversation:open': { conversation, token: fresh.token(), topic: 'hr', locale: 'de' },
    'conversation:sync': { conversation, after: 0 },
    'conversation:accept': { conversation },
    'conversation:close': { conversation },
    'inbox:watch': {},
    'message:send': { conversation, id: fresh.message(), text: 'x' },
    'message:mark': { conversation, delivered: 1, read: 1 },
    'typing:set': { conversation, typing: true },
    'call:start': { ...inCall, kind: 'video' },
    'call:decline': inCall,
    'call:join': { ...inCall, pendingWithdrawal: false, key: null },
    'call:beat': { ...inCall, count: 1 },
    'call:end': inCall,
    'media:connect': { ...inCall, transport: fresh.call(), dtlsParameters: {} },
    'media:restart-ice': { ...inCall, transport: fresh.call() },
    'media:produce': { ...inCall, source: 'camera', rtpParameters: {} },
    'media:pause': { ...inCall, media: fresh.call(), paused: true },
    'media:close': { ...inCall, media: fresh.call() },
    'media:consume': { ...inCall, media: fresh.call(), rtpCapabilities: {} },
    'media:resume': { ...inCall, consumer: fresh.call() },
    'consent:ask': { ...inCall, request: fresh.request() },
    'consent:offer': {
      ...inCall,
      request: fresh.request(),
      key: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
    },
    'consent:give': { ...inCall, offer: jws, statement: jws },
    'consent:refuse': { ...inCall, request: fresh.request() },
    'consent:withdraw': { ...inCall, id: fresh.withdrawal() },
  };
  return Object.entries(inputs);
}
