import type { Hash } from '@jawort/shared/crypto/hash';
import type {
  CallId,
  ConversationId,
  ParticipantId,
  RequestId,
  WithdrawalId,
} from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { v7 } from 'uuid';
import { diskFull } from '../../test/support/memory-event-store.ts';
import { elsewhere } from '../../test/support/staged-call.ts';
import { stageConsent, stageConsented } from '../../test/support/staged-consent.ts';
import { until } from '../../test/support/until.ts';

const newRequest = () => v7() as RequestId;
const newWithdrawal = () => v7() as WithdrawalId;
const otherHash = `sha256-${'A'.repeat(43)}` as Hash;

describe('withdrawing', () => {
  it('[EV2] closes the recorder, acknowledged, before anything is stored', async () => {
    const { mia, guard, log, store, clock } = await stageConsented();
    log.length = 0;
    store.beforeAppend = () => void log.push('stored');
    const acknowledgement = Promise.withResolvers<undefined>();
    guard.acknowledged = () => acknowledgement.promise;
    const received = clock.monotonic();
    const withdrawing = mia.withdraw(newWithdrawal());
    await until(() => guard.holds === 1);
    assert.deepEqual(log, []);
    clock.advance(40);
    acknowledgement.resolve(undefined);
    await withdrawing;
    assert.deepEqual(log, ['held', 'stored', 'reconsidered', 'released', 'reconsidered']);
    assert.equal(guard.heldFrom.at(-1), received);
  });

  it('ends the consent of the one and leaves the other’s; both get the receipt', async () => {
    const { mia, ayse, gate, bus, agent, conversation, call } = await stageConsented();
    const id = newWithdrawal();
    const statement = await mia.signWithdrawal(id);
    const receipt = await mia.withdraw(id, statement);
    assert.equal((await gate()).state, 'closed');
    assert.deepEqual(bus.all('consent:receipted').at(-1), { conversation, call, receipt, statement });
    const { mine, given } = await mia.view();
    assert.deepEqual(mine, { state: 'withdrawn', at: '2026-11-24T09:00:00.000Z', receipt });
    assert.deepEqual(given, [agent.party]);
    assert.equal((await ayse.view()).mine.state, 'given');
  });

  it('can be followed by another asking, which the other need not answer again', async () => {
    const { mia, ayse, ask, gate, visitor } = await stageConsented();
    await mia.withdraw(newWithdrawal());
    assert.equal((await ayse.view()).request, null);
    const again = newRequest();
    await ask(again, visitor);
    assert.deepEqual((await mia.view()).mine, { state: 'asked' });
    await mia.sayYes(again);
    assert.equal((await gate()).state, 'open');
  });

  it('[EV2] needs neither a signature nor the connection that is in the call', async () => {
    const { consents, visitor, call, gate, chain, conversation } = await stageConsented();
    await consents.withdraw(elsewhere(visitor), { call, id: newWithdrawal() });
    assert.equal((await gate()).state, 'closed');
    const { body } = (await chain.read(conversation)).at(-1) ?? {};
    assert.equal(body?.type === 'consent.withdrawn' && body.statement, null);
  });

  it('gives the same receipt for the same id', async () => {
    const { mia, types } = await stageConsented();
    const id = newWithdrawal();
    const receipts = await Promise.all([mia.withdraw(id), mia.withdraw(id)]);
    assert.equal(receipts[0], receipts[1]);
    assert.equal((await types()).filter((type) => type === 'consent.withdrawn').length, 1);
  });

  it('does not take another’s id', async () => {
    const { mia, ayse } = await stageConsented();
    const id = newWithdrawal();
    await mia.withdraw(id);
    await assert.rejects(ayse.withdraw(id), { code: 'ERR_CONSENT_MISMATCH', detail: { field: 'id' } });
  });

  it('[EV2] that could not be stored keeps the recorder held until it is', async () => {
    const stage = await stageConsented();
    const { mia, store, guard, clock, bus } = stage;
    store.beforeAppend = diskFull;
    const id = newWithdrawal();
    for (let attempt = 0; attempt < 2; attempt++) {
      await assert.rejects(mia.withdraw(id), { code: 'ERR_STORE_FAILED', detail: { retryAfterMs: 1000 } });
    }
    store.beforeAppend = () => undefined;
    clock.advance(1000);
    await until(() => bus.all('call:rejoin').length === 1);
    assert.equal(guard.holds, 1);
    await mia.withdraw(id);
    assert.equal(guard.holds, 0);
  });

  it('with a signature that does not hold is refused, and the recorder stays held until it succeeds', async () => {
    const { mia, ayse, guard, types } = await stageConsented();
    const id = newWithdrawal();
    const foreign = await mia.signWithdrawal(id, {}, ayse.key);
    await assert.rejects(mia.withdraw(id, foreign), { code: 'ERR_CONSENT_SIGNATURE' });
    for (const [field, change] of Object.entries({
      conversation: { conversation: v7() as ConversationId },
      call: { call: v7() as CallId },
      id: { id: newWithdrawal() },
      party: { party: { ref: v7() as ParticipantId, role: 'visitor', key: otherHash } },
      purpose: { purpose: 'crm' },
    } as const)) {
      const statement = await mia.signWithdrawal(id, change);
      await assert.rejects(mia.withdraw(id, statement), { code: 'ERR_CONSENT_MISMATCH', detail: { field } });
    }
    assert.ok(!(await types()).includes('consent.withdrawn'));
    assert.ok(guard.holds > 0);
    await mia.withdraw(id);
    assert.equal(guard.holds, 0);
  });

  it('of a party without a key has to go unsigned', async () => {
    const { mia, ask, request } = await stageConsent();
    await ask(request);
    const id = newWithdrawal();
    const signed = mia.withdraw(id, await mia.signWithdrawal(id));
    await assert.rejects(signed, { code: 'ERR_CONSENT_KEY' });
    await mia.withdraw(id);
  });

  it('is possible when the call is over, and impossible where there was none', async () => {
    const { mia, calls, call, visitor, consents, guard } = await stageConsented();
    await calls.end(visitor, call);
    await mia.withdraw(newWithdrawal());
    const never = consents.withdraw(visitor, { call: v7() as CallId, id: newWithdrawal() });
    await assert.rejects(never, { code: 'ERR_NOT_FOUND' });
    assert.equal(guard.holds, 0);
  });

  it('for a call that never was leaves no hold behind, and recording may go on', async () => {
    const { consents, visitor, guard, log, types } = await stageConsented();
    const before = await types();
    log.length = 0;
    const never = consents.withdraw(visitor, { call: v7() as CallId, id: newWithdrawal() });
    await assert.rejects(never, { code: 'ERR_NOT_FOUND', detail: { field: 'call' } });
    assert.deepEqual(log, ['held', 'released', 'reconsidered']);
    assert.equal(guard.holds, 0);
    assert.deepEqual(await types(), before);
  });

  it('[EV2] for a call that never was releases its own hold alone', async () => {
    const { mia, ayse, consents, visitor, guard } = await stageConsented();
    const id = newWithdrawal();
    const foreign = await mia.signWithdrawal(id, {}, ayse.key);
    await assert.rejects(mia.withdraw(id, foreign), { code: 'ERR_CONSENT_SIGNATURE' });
    const never = consents.withdraw(visitor, { call: v7() as CallId, id: newWithdrawal() });
    await assert.rejects(never, { code: 'ERR_NOT_FOUND' });
    assert.equal(guard.holds, 1);
    await mia.withdraw(id);
    assert.equal(guard.holds, 0);
  });
});
