import type { CallId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { v7 } from 'uuid';
import { diskFull } from '../../test/support/memory-event-store.ts';
import {
  elsewhere,
  hasEvent,
  presentIn,
  stageCall,
  stageJoinedCall,
  type StagedCall,
} from '../../test/support/staged-call.ts';
import { until } from '../../test/support/until.ts';

/** Lets time pass while only these beat. */
async function passWhileBeating(stage: StagedCall, seconds: number, ...beating: StagedCall['visitor'][]) {
  for (let second = 0; second < seconds; second++) {
    stage.clock.advance(1000);
    for (const caller of beating) stage.calls.seat(caller, stage.call).beat();
  }
}

describe('starting a call', () => {
  it('rings until both have joined', async () => {
    const { calls, call, visitor, agent, conversation, bus } = await stageCall();
    await calls.start(visitor, call, 'video');
    assert.deepEqual(await calls.current(conversation), {
      ...{ state: 'ringing', call, kind: 'video', by: visitor.party },
      until: '2026-11-24T09:00:45.000Z',
    });
    await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    assert.equal((await calls.current(conversation))?.state, 'ringing');
    await calls.join(agent, { call, key: null, pendingWithdrawal: false });
    assert.deepEqual(await calls.current(conversation), {
      ...{ state: 'active', call, kind: 'video', by: visitor.party, since: '2026-11-24T09:00:00.000Z' },
      joined: [visitor.party, agent.party],
    });
    assert.equal(bus.all('call:changed').length, 3);
  });

  it('changes nothing when it is repeated', async () => {
    const { calls, call, visitor, types } = await stageCall();
    await Promise.all([calls.start(visitor, call, 'video'), calls.start(visitor, call, 'video')]);
    assert.equal((await types()).filter((type) => type === 'call.started').length, 1);
  });

  it('is refused while another call runs, here or under the same id elsewhere', async () => {
    const { calls, call, visitor, agent, records } = await stageCall();
    await calls.start(visitor, call, 'video');
    await assert.rejects(calls.start(agent, v7() as CallId, 'voice'), { code: 'ERR_CALL_BUSY' });
    const other = await stageCall();
    const record = other.records.get(other.conversation);
    assert.ok(record);
    records.set(other.conversation, record);
    await assert.rejects(calls.start(other.visitor, call, 'voice'), { code: 'ERR_CALL_BUSY' });
  });

  it('is refused without an agent, and in a closed or unknown conversation', async () => {
    const { calls, call, visitor, records, conversation } = await stageCall();
    const record = records.get(conversation);
    assert.ok(record);
    records.set(conversation, { ...record, agent: null });
    await assert.rejects(calls.start(visitor, call, 'video'), { code: 'ERR_NO_AGENT' });
    records.set(conversation, { ...record, state: 'closed' });
    await assert.rejects(calls.start(visitor, call, 'video'), { code: 'ERR_CONVERSATION_CLOSED' });
    records.delete(conversation);
    await assert.rejects(calls.start(visitor, call, 'video'), { code: 'ERR_NOT_FOUND' });
  });

  it('ends as not answered after 45 seconds', async () => {
    const stage = await stageCall();
    const { calls, call, visitor, conversation } = stage;
    await calls.start(visitor, call, 'video');
    await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    await passWhileBeating(stage, 44, visitor);
    assert.equal((await calls.current(conversation))?.state, 'ringing');
    stage.clock.advance(1000);
    await until(hasEvent(stage, 'call.ended'));
    const ended = await calls.current(conversation);
    assert.deepEqual(ended, { state: 'ended', call, reason: 'no-answer', at: '2026-11-24T09:00:45.000Z' });
  });

  it('does not end by ringing once both have joined', async () => {
    const stage = await stageJoinedCall();
    await passWhileBeating(stage, 60, stage.visitor, stage.agent);
    assert.ok(!(await stage.types()).includes('call.ended'));
  });
});

describe('declining and hanging up', () => {
  it('declines while it rings, and changes nothing when repeated', async () => {
    const { calls, call, visitor, agent, conversation } = await stageCall();
    await calls.start(visitor, call, 'video');
    await calls.decline(agent, call);
    await calls.decline(agent, call);
    const ended = await calls.current(conversation);
    assert.equal(ended?.state === 'ended' && ended.reason, 'declined');
  });

  it('refuses to decline what has been answered elsewhere', async () => {
    const { calls, call, agent } = await stageJoinedCall();
    await assert.rejects(calls.decline(elsewhere(agent), call), { code: 'ERR_CALL_ELSEWHERE' });
  });

  it('ends the call for both, the recorder first', async () => {
    const { calls, call, visitor, agent, conversation, media, log, store } = await stageJoinedCall();
    log.length = 0;
    store.beforeAppend = () => void log.push('stored');
    await calls.end(agent, call);
    await calls.end(visitor, call);
    assert.deepEqual(log, ['held', 'stored', 'reconsidered', 'released', 'reconsidered']);
    const ended = await calls.current(conversation);
    assert.equal(ended?.state === 'ended' && ended.reason, 'hung-up');
    assert.equal(media.find(call), null);
    await assert.rejects(calls.join(visitor, { call, key: null, pendingWithdrawal: false }), {
      code: 'ERR_CALL_ENDED',
    });
  });

  it('knows no other call', async () => {
    const { calls, visitor } = await stageJoinedCall();
    const other = v7() as CallId;
    await assert.rejects(calls.end(visitor, other), { code: 'ERR_NOT_FOUND' });
    await assert.rejects(calls.decline(visitor, other), { code: 'ERR_NOT_FOUND' });
    await assert.rejects(calls.join(visitor, { call: other, key: null, pendingWithdrawal: false }), {
      code: 'ERR_NOT_FOUND',
    });
  });

  it('ends with its conversation', async () => {
    const { calls, conversation } = await stageJoinedCall();
    await calls.endIn(conversation);
    const ended = await calls.current(conversation);
    assert.equal(ended?.state === 'ended' && ended.reason, 'conversation-closed');
    await calls.endIn(conversation);
  });
});

describe('joining', () => {
  it('[RG4] lets a newcomer in only when the recorder has closed and the join is stored', async () => {
    const { calls, call, visitor, guard, log, store } = await stageCall();
    await calls.start(visitor, call, 'video');
    log.length = 0;
    store.beforeAppend = ({ jws }) => void log.push(`stored ${jws.length > 0}`);
    const gate = Promise.withResolvers<undefined>();
    guard.acknowledged = () => gate.promise;
    const joining = calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    await until(() => guard.holds === 1);
    assert.deepEqual(log, []);
    assert.throws(() => calls.seat(visitor, call), { code: 'ERR_NOT_IN_CALL' });
    gate.resolve(undefined);
    await joining;
    assert.deepEqual(log.slice(0, 3), ['held', 'stored true', 'reconsidered']);
    assert.ok(calls.seat(visitor, call));
    assert.equal(guard.holds, 0);
  });

  it('[RG4] is refused while a withdrawal is pending, and the recorder is held until it is not', async () => {
    const { calls, call, visitor, guard, types } = await stageCall();
    await calls.start(visitor, call, 'video');
    for (let attempt = 0; attempt < 2; attempt++) {
      await assert.rejects(calls.join(visitor, { call, key: null, pendingWithdrawal: true }), {
        code: 'ERR_WITHDRAWAL_PENDING',
      });
      assert.equal(guard.holds, 1);
    }
    assert.ok(!(await types()).includes('party.joined'));
    await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    assert.equal(guard.holds, 0);
  });

  it('is refused to a second connection while the first is in the call', async () => {
    const { calls, call, visitor, clock } = await stageJoinedCall();
    clock.advance(2000);
    await assert.rejects(
      calls.join(elsewhere(visitor), { call, key: null, pendingWithdrawal: false }),
      (error) => {
        assert.ok(error instanceof Error && 'detail' in error);
        assert.deepEqual(error.detail, { retryAfterMs: 3000 });
        return 'code' in error && error.code === 'ERR_CALL_ELSEWHERE';
      },
    );
    assert.ok(calls.seat(visitor, call));
  });

  it('is a return for another connection once the first is gone; only the new one has powers then', async () => {
    const { calls, call, visitor, conversation, bus, types } = await stageJoinedCall();
    const media = await calls.seat(visitor, call).produce('camera', {});
    calls.gone(visitor);
    const back = elsewhere(visitor);
    await calls.join(back, { call, key: null, pendingWithdrawal: false });
    assert.throws(() => calls.seat(visitor, call), { code: 'ERR_NOT_IN_CALL' });
    assert.ok(calls.seat(back, call));
    assert.deepEqual((await types()).slice(-2), ['party.joined', 'media.removed']);
    assert.deepEqual(bus.all('media:removed'), [{ conversation, call, media }]);
  });

  it('says which media are there already, and only those', async () => {
    const { calls, call, visitor, agent } = await stageJoinedCall();
    const media = await calls.seat(agent, call).produce('microphone', {});
    const joined = await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    assert.deepEqual(joined.media, [{ media, party: agent.party, source: 'microphone', paused: false }]);
  });
});

describe('media', () => {
  it('are announced when their event is stored, and flow from then on', async () => {
    const { calls, call, visitor, conversation, bus, media: server, store } = await stageJoinedCall();
    let flowing: boolean | undefined;
    store.beforeAppend = () => void (flowing = server.find(call)?.all()[0]?.paused === false);
    const media = await calls.seat(visitor, call).produce('camera', {});
    assert.equal(flowing, false);
    assert.equal(server.find(call)?.all()[0]?.paused, false);
    const added = { media, party: visitor.party, source: 'camera', paused: false };
    assert.deepEqual(bus.all('media:added'), [{ conversation, call, media: added }]);
  });

  it('are gone when their event could not be stored', async () => {
    const { calls, call, visitor, bus, media, store } = await stageJoinedCall();
    store.beforeAppend = diskFull;
    await assert.rejects(calls.seat(visitor, call).produce('camera', {}), { code: 'ERR_STORE_FAILED' });
    assert.deepEqual(media.find(call)?.all(), []);
    assert.deepEqual(bus.all('media:added'), []);
  });

  it('stop and are told of when they are closed or paused', async () => {
    const { calls, call, visitor, bus, media: server, types } = await stageJoinedCall();
    const seat = calls.seat(visitor, call);
    const media = await seat.produce('camera', {});
    await seat.pause(media, true);
    assert.equal(server.find(call)?.all()[0]?.paused, true);
    assert.equal(bus.all('media:paused')[0]?.paused, true);
    await seat.closeMedia(media);
    assert.deepEqual(server.find(call)?.all(), []);
    assert.equal((await types()).at(-1), 'media.removed');
    assert.equal(bus.all('media:removed').length, 1);
  });

  it('cannot be had before they are announced', async () => {
    const { calls, call, visitor, agent, media: server } = await stageJoinedCall();
    const room = await server.open(call);
    const unannounced = await room.produce(visitor.party, 'camera');
    await assert.rejects(calls.seat(agent, call).consume(unannounced, {}), { code: 'ERR_NOT_FOUND' });
    const media = await calls.seat(visitor, call).produce('microphone', {});
    assert.equal((await calls.seat(agent, call).consume(media, {})).media, media);
  });

  it('belong to the connection in the call, to no other of the same party', async () => {
    const { calls, call, visitor } = await stageJoinedCall();
    assert.throws(() => calls.seat(elsewhere(visitor), call), { code: 'ERR_NOT_IN_CALL' });
    assert.throws(() => calls.seat(visitor, v7() as CallId), { code: 'ERR_NOT_IN_CALL' });
  });
});

describe('beats', () => {
  it('[RG4] five seconds without one lose a party, and the recorder is held from the last beat on', async () => {
    const stage = await stageJoinedCall();
    const { calls, call, visitor, agent, clock, guard, conversation } = stage;
    await passWhileBeating(stage, 3, visitor, agent);
    const lastBeat = clock.monotonic();
    await passWhileBeating(stage, 4, agent);
    assert.ok(!(await stage.types()).includes('party.lost'));
    clock.advance(1000);
    await until(hasEvent(stage, 'party.lost'));
    assert.equal(guard.heldFrom.at(-1), lastBeat);
    assert.deepEqual(await presentIn(stage), [agent.party]);
    assert.throws(() => calls.seat(visitor, call), { code: 'ERR_NOT_IN_CALL' });
    await until(() => guard.holds === 0);
    const now = await calls.current(conversation);
    assert.deepEqual(now?.state === 'active' && now.joined, [agent.party]);
  });

  it('[RG4] a closed connection alone loses nobody', async () => {
    const stage = await stageJoinedCall();
    const { calls, visitor, agent } = stage;
    calls.gone(visitor);
    await passWhileBeating(stage, 4, agent);
    assert.ok(!(await stage.types()).includes('party.lost'));
  });

  it('a lost party comes back by any connection', async () => {
    const stage = await stageJoinedCall();
    const { calls, call, visitor, agent } = stage;
    await passWhileBeating(stage, 5, agent);
    await until(hasEvent(stage, 'party.lost'));
    await calls.join(elsewhere(visitor), { call, key: null, pendingWithdrawal: false });
    assert.deepEqual(await presentIn(stage), [visitor.party, agent.party]);
    await passWhileBeating(stage, 4, agent);
    assert.ok(!(await stage.types()).includes('call.ended'));
  });

  it('a party lost for a minute ends the call', async () => {
    const stage = await stageJoinedCall();
    const { visitor, calls, conversation } = stage;
    await passWhileBeating(stage, 5, visitor);
    await until(hasEvent(stage, 'party.lost'));
    await passWhileBeating(stage, 59, visitor);
    assert.ok(!(await stage.types()).includes('call.ended'));
    stage.clock.advance(1000);
    await until(hasEvent(stage, 'call.ended'));
    const ended = await calls.current(conversation);
    assert.equal(ended?.state === 'ended' && ended.reason, 'lost');
  });
});

describe('a store that fails', () => {
  it('[RG4] keeps recording closed until the interruption is stored; then clients join again', async () => {
    const stage = await stageJoinedCall();
    const { calls, call, visitor, guard, store, clock, bus, conversation } = stage;
    store.beforeAppend = diskFull;
    await assert.rejects(calls.seat(visitor, call).produce('camera', {}), { code: 'ERR_STORE_FAILED' });
    assert.equal(guard.holds, 1);
    clock.advance(1000);
    assert.equal(guard.holds, 1);
    assert.deepEqual(bus.all('call:rejoin'), []);
    store.beforeAppend = () => undefined;
    await until(async () => {
      clock.advance(100);
      return hasEvent(stage, 'call.interrupted')();
    });
    await until(() => bus.all('call:rejoin').length === 1);
    assert.deepEqual(bus.all('call:rejoin'), [{ conversation, call }]);
    await until(() => guard.holds === 0);
    assert.deepEqual(await presentIn(stage), []);
    await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
    assert.deepEqual(await presentIn(stage), [visitor.party]);
  });

  it('[RG4] holds the recorder when the loss of a party cannot be stored', async () => {
    const stage = await stageJoinedCall();
    stage.store.beforeAppend = diskFull;
    await passWhileBeating(stage, 5, stage.visitor);
    await until(() => stage.problems.length === 1);
    assert.equal(stage.guard.holds, 1);
  });
});
