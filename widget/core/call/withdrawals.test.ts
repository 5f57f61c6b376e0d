import { assert, waitUntil } from '@open-wc/testing';
import type { WithdrawalId } from '@jawort/shared/domain/ids';
import type { ErrorCode } from '@jawort/shared/protocol/ack';
import { pendingWithdrawalName } from '../pending-withdrawal.ts';
import { RequestRefused } from '../request-refused.ts';
import { fakeHost, fakeMemory } from '../testing/fake-host.ts';
import { call, FakeServer } from '../testing/fake-server.ts';
import { FakeWire } from '../testing/fake-wire.ts';
import { inCall } from '../testing/in-call.ts';
import { visitor } from '../testing/samples.ts';
import { settled } from '../testing/settled.ts';
import { Trust } from './trust.ts';
import { Withdrawals } from './withdrawals.ts';

type Sent = { readonly id: WithdrawalId; readonly statement?: string };

async function setUp(kept = new Map<string, string>(), withKey = true) {
  const server = await FakeServer.start();
  const host = fakeHost({ fetch: server.fetch, memory: fakeMemory(kept) });
  const receipt = async ({ id, statement }: { id: string; statement?: string | undefined }) => ({
    receipt: await server.withdrawn(id, statement),
  });
  const wire = new FakeWire({ 'consent:withdraw': receipt });
  const context = inCall(host, wire);
  const trust = new Trust(context);
  if (withKey) await trust.obtainOwn();
  const silenced: boolean[] = [];
  const start = () => new Withdrawals(context, trust, (silent) => silenced.push(silent));
  const sent = () => wire.askedFor('consent:withdraw') as readonly Sent[];
  return { clock: host.clock, context, kept, receipt, sent, server, silenced, start, wire };
}

const never = () => new Promise<never>(() => {});

describe('a withdrawal', () => {
  it('is signed, receipted and forgotten, without touching one’s own media', async () => {
    const { context, kept, sent, silenced, start } = await setUp();
    await start().withdraw(call, visitor);
    assert.lengthOf(sent(), 1);
    assert.isString(sent()[0]?.statement);
    assert.lengthOf(context.live.state.state.receipts, 1);
    assert.deepEqual(silenced, []);
    assert.equal(kept.size, 0);
  });

  it('[EV2] silences one’s own media after two seconds without a receipt and repeats with the same id', async () => {
    const { clock, receipt, sent, silenced, start, wire } = await setUp();
    wire.answers['consent:withdraw'] = never;
    const withdrawing = start().withdraw(call, visitor);
    await waitUntil(() => sent().length === 1);
    clock.advance(1999);
    assert.deepEqual(silenced, []);
    clock.advance(1);
    assert.deepEqual(silenced, [true]);
    wire.answers['consent:withdraw'] = receipt;
    clock.advance(2000);
    await withdrawing;
    assert.lengthOf(sent(), 3);
    assert.lengthOf(new Set(sent().map(({ id }) => id)), 1);
    assert.deepEqual(silenced, [true, false]);
  });

  it('[EV2] goes on after a reload until its receipt is here, and is reported as pending meanwhile', async () => {
    const before = await setUp();
    before.wire.answers['consent:withdraw'] = never;
    const leaving = before.start();
    void leaving.withdraw(call, visitor);
    await waitUntil(() => before.sent().length === 1);
    leaving.close();
    const after = await setUp(before.kept);
    const { 'consent:withdraw': answer } = after.wire.answers;
    after.wire.answers['consent:withdraw'] = never;
    const withdrawals = after.start();
    await settled();
    assert.equal(after.sent()[0]?.id, before.sent()[0]?.id);
    const pending = withdrawals.isPending();
    after.clock.advance(2000);
    assert.isTrue(await pending);
    assert.isOk(answer);
    after.wire.answers['consent:withdraw'] = answer;
    after.clock.advance(2000);
    assert.isFalse(await withdrawals.isPending());
    assert.equal(after.kept.size, 0);
  });

  for (const code of ['ERR_NOT_SIGNED_IN', 'ERR_TOKEN_INVALID'] as const)
    it(`[EV2] [RG4] is kept on ${code}, with one’s media silent, until another connection has its receipt`, async () => {
      const { context, kept, receipt, sent, silenced, start, wire } = await setUp();
      wire.answers['consent:withdraw'] = () => refuse(code);
      const signedOut = start();
      const refused = await signedOut.withdraw(call, visitor).catch((error: unknown) => error);
      assert.instanceOf(refused, RequestRefused);
      assert.deepEqual(silenced, [true]);
      assert.isTrue(await signedOut.isPending());
      signedOut.close();
      wire.answers['consent:withdraw'] = receipt;
      const signedIn = start();
      assert.isTrue(signedIn.silenced);
      assert.isFalse(await signedIn.isPending());
      assert.isFalse(signedIn.silenced);
      assert.lengthOf(new Set(sent().map(({ id }) => id)), 1);
      assert.lengthOf(context.live.state.state.receipts, 1);
      assert.equal(kept.size, 0);
    });

  it('[EV2] is not repeated on a connection that is nobody’s, but taken up when one joins again or presses again', async () => {
    const { clock, kept, receipt, sent, silenced, start, wire } = await setUp();
    wire.answers['consent:withdraw'] = () => refuse('ERR_NOT_SIGNED_IN');
    const withdrawals = start();
    await withdrawals.withdraw(call, visitor).catch(() => undefined);
    clock.advance(10_000);
    assert.lengthOf(sent(), 1);
    assert.isTrue(await withdrawals.isPending());
    assert.lengthOf(sent(), 2);
    wire.answers['consent:withdraw'] = receipt;
    await withdrawals.withdraw(call, visitor);
    assert.lengthOf(new Set(sent().map(({ id }) => id)), 1);
    assert.deepEqual(silenced, [true, false]);
    assert.equal(kept.size, 0);
  });

  it('[EV2] waits half a second at most for its key, and silences one’s media two seconds after the press', async () => {
    const { clock, context, kept, sent, silenced, start, wire } = await setUp();
    Object.assign(context.host.keys, { get: never });
    wire.answers['consent:withdraw'] = never;
    void start().withdraw(call, visitor);
    assert.equal(kept.size, 1);
    clock.advance(499);
    await settled();
    assert.lengthOf(sent(), 0);
    clock.advance(1);
    await waitUntil(() => sent().length === 1);
    assert.isUndefined(sent()[0]?.statement);
    clock.advance(1499);
    assert.deepEqual(silenced, []);
    clock.advance(1);
    assert.deepEqual(silenced, [true]);
  });

  for (const broken of ['', '{', 'null', '[]', '{"call":7}'])
    it(`that was kept as ${JSON.stringify(broken)} is none, and keeps no call from beginning`, async () => {
      const { context, kept, sent, start } = await setUp();
      kept.set(pendingWithdrawalName(context.conversation), broken);
      const withdrawals = start();
      assert.isFalse(withdrawals.silenced);
      assert.isFalse(await withdrawals.isPending());
      await withdrawals.withdraw(call, visitor);
      assert.lengthOf(sent(), 1);
    });

  it('counts without a key, and without a signature that the server does not like', async () => {
    const keyless = await setUp(new Map(), false);
    await keyless.start().withdraw(call, visitor);
    assert.isUndefined(keyless.sent()[0]?.statement);
    const disliked = await setUp();
    disliked.wire.answers['consent:withdraw'] = (asked) =>
      asked.statement === undefined ? disliked.receipt(asked) : refuse('ERR_CONSENT_SIGNATURE');
    await disliked.start().withdraw(call, visitor);
    assert.deepEqual(
      disliked.sent().map(({ statement }) => statement !== undefined),
      [true, false],
    );
  });

  it('goes on without its signature after a reload where the server did not like that', async () => {
    const before = await setUp();
    before.wire.answers['consent:withdraw'] = ({ statement }) =>
      statement === undefined ? never() : refuse('ERR_CONSENT_SIGNATURE');
    const leaving = before.start();
    void leaving.withdraw(call, visitor);
    await waitUntil(() => before.sent().length === 2);
    leaving.close();
    const after = await setUp(before.kept);
    assert.isFalse(await after.start().isPending());
    assert.deepEqual(after.sent(), before.sent().slice(1));
  });

  it('repeats when the store has failed, and ends when there is nothing to withdraw from', async () => {
    const { clock, kept, receipt, sent, start, wire } = await setUp();
    wire.answers['consent:withdraw'] = () => refuse('ERR_STORE_FAILED');
    const withdrawals = start();
    const withdrawing = withdrawals.withdraw(call, visitor);
    await waitUntil(() => sent().length === 1);
    await settled();
    wire.answers['consent:withdraw'] = receipt;
    clock.advance(2000);
    await withdrawing;
    wire.answers['consent:withdraw'] = () => refuse('ERR_NOT_FOUND');
    const refused = await withdrawals.withdraw(call, visitor).catch((error: unknown) => error);
    assert.instanceOf(refused, RequestRefused);
    assert.equal(kept.size, 0);
  });
});

function refuse(code: ErrorCode): Promise<never> {
  return Promise.reject(new RequestRefused({ code, message: code }));
}
