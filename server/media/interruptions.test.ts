import type { ConversationId } from '@jawort/shared/domain/ids';
import type { StoredEvent } from '@jawort/shared/events/event';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { v7 } from 'uuid';
import { diskFull } from '../../test/support/memory-event-store.ts';
import { hasEvent, presentIn, stageCall, stageJoinedCall } from '../../test/support/staged-call.ts';
import { until } from '../../test/support/until.ts';
import { Calls } from './calls.ts';

describe('a call that must not go on as it is', () => {
  it('[RG4] loses at once, with the recorder held first, a party that has been signed out', async () => {
    const stage = await stageJoinedCall();
    const { calls, call, agent, guard, media, log } = stage;
    log.length = 0;
    calls.dismiss(agent);
    assert.throws(() => calls.seat(agent, call), { code: 'ERR_NOT_IN_CALL' });
    await until(async () => (await stage.types()).at(-1) === 'party.lost');
    assert.equal(log[0], 'held');
    assert.equal(guard.holds, 0);
    const room = media.find(call);
    await assert.rejects(async () => room?.produce(agent.party, 'camera'), { code: 'ERR_NOT_IN_CALL' });
  });

  it('takes no notice where another connection of the party is signed out', async () => {
    const stage = await stageJoinedCall();
    const { calls, call, agent } = stage;
    calls.dismiss({ ...agent, connection: 'another' });
    assert.equal(calls.seat(agent, call).party, agent.party);
  });

  it('[RG4] keeps the recorder closed while anything else of its conversation cannot be stored', async () => {
    const stage = await stageJoinedCall();
    const { calls, conversation, guard, store, clock } = stage;
    store.beforeAppend = diskFull;
    calls.storeFailed(conversation, new Error('no space left'));
    await until(() => guard.holds === 1);
    store.beforeAppend = () => undefined;
    clock.advance(1000);
    await until(() => guard.holds === 0);
    assert.equal((await stage.types()).at(-1), 'call.interrupted');
  });

  it('is reported, and the others are taken up, where its chain cannot be read after a restart', async () => {
    const stage = await stageJoinedCall();
    const broken = v7() as ConversationId;
    const garbage: StoredEvent = { seq: 1, jws: 'a.b.c', statement: null };
    const read = stage.store.read.bind(stage.store);
    stage.store.read = async (id) => (id === broken ? [garbage] : read(id));
    stage.calls.close();
    const calls = new Calls({
      ...stage,
      events: { withOpenCall: async () => [broken, stage.conversation] },
    });
    await calls.interruptOpenCalls();
    assert.equal(stage.problems.length, 1);
    assert.equal((await stage.types()).at(-1), 'call.interrupted');
  });

  it('is not begun in a conversation that is being closed', async () => {
    const { calls, chain, call, conversation, visitor } = await stageCall();
    await chain.append(conversation, { type: 'conversation.closed', count: 0 });
    await assert.rejects(calls.start(visitor, call, 'voice'), { code: 'ERR_CONVERSATION_CLOSED' });
  });
});

describe('interruptions', () => {
  it('a lost media server makes everybody join again, on a new room', async () => {
    const stage = await stageJoinedCall();
    const { calls, call, visitor, agent, media, bus, conversation } = stage;
    media.lose(call);
    await until(() => bus.all('call:rejoin').length === 1);
    assert.equal((await stage.types()).at(-1), 'call.interrupted');
    assert.deepEqual(await presentIn(stage), []);
    assert.throws(() => calls.seat(visitor, call), { code: 'ERR_NOT_IN_CALL' });
    await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    await calls.join(agent, { call, key: null, pendingWithdrawal: false });
    const now = await calls.current(conversation);
    assert.deepEqual(now?.state === 'active' && now.joined, [visitor.party, agent.party]);
  });

  it('[RG3] a clock that jumps is stored for every running call, the recorder held first', async () => {
    const stage = await stageJoinedCall();
    const { calls, log, store, bus } = stage;
    log.length = 0;
    store.beforeAppend = () => void log.push('stored');
    await calls.clockJumped({ wallMs: 7_200_500, monotonicMs: 500 });
    assert.deepEqual(log.slice(0, 2), ['held', 'stored']);
    assert.equal((await stage.types()).at(-1), 'clock.jump');
    assert.deepEqual(await presentIn(stage), []);
    assert.equal(bus.all('call:rejoin').length, 1);
  });

  it('[RG4] after a restart everybody is absent until they have joined again', async () => {
    const stage = await stageJoinedCall();
    const { call, visitor, agent, calls: before, clock, conversation } = stage;
    before.close();
    const calls = new Calls(stage);
    await calls.interruptOpenCalls();
    assert.equal((await stage.types()).at(-1), 'call.interrupted');
    assert.deepEqual(await presentIn(stage), []);
    await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    await calls.join(agent, { call, key: null, pendingWithdrawal: false });
    assert.deepEqual(await presentIn(stage), [visitor.party, agent.party]);
    clock.advance(1000);
    assert.equal((await calls.current(conversation))?.state, 'active');
  });

  it('after a restart a call to which nobody returns ends within a minute', async () => {
    const stage = await stageJoinedCall();
    stage.calls.close();
    const calls = new Calls(stage);
    await calls.interruptOpenCalls();
    stage.clock.advance(60_000);
    await until(hasEvent(stage, 'call.ended'));
    const ended = await calls.current(stage.conversation);
    assert.equal(ended?.state === 'ended' && ended.reason, 'lost');
  });

  it('after a restart a call rings on for what is left of its 45 seconds', async () => {
    const stage = await stageCall();
    await stage.calls.start(stage.visitor, stage.call, 'video');
    stage.calls.close();
    stage.clock.advance(30_000);
    const calls = new Calls(stage);
    await calls.interruptOpenCalls();
    stage.clock.advance(14_000);
    assert.equal((await calls.current(stage.conversation))?.state, 'ringing');
    stage.clock.advance(1000);
    await until(hasEvent(stage, 'call.ended'));
  });
});
