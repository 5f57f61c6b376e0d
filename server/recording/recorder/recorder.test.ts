import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { v7 } from 'uuid';
import { RecorderBench } from '../../../test/gate/recorder-bench.ts';
import { consented, toConsents, type Step } from '../../../test/gate/steps.ts';
import { filesBelow } from '../../../test/gate/written.ts';
import { makeServerSigner } from '../../../test/support/party-key.ts';
import { until } from '../../../test/support/until.ts';
import { signToken, type GateToken } from '../token.ts';

const ms = 1_000_000n;

describe('the recorder', () => {
  let bench: RecorderBench;
  const open = async (steps?: readonly Step[]) => (bench = await RecorderBench.open(steps));
  afterEach(() => bench.end());

  async function expectRefusal(token: GateToken, why: RegExp, hand = () => bench.open(token)): Promise<void> {
    const answer = await hand();
    assert.ok(answer !== 'recording', 'it recorded');
    assert.match(answer.detail, why);
    assert.deepEqual(await filesBelow(bench.folder), []);
  }

  async function recording(steps?: readonly Step[]): Promise<GateToken> {
    await open(steps);
    const token = await bench.token();
    assert.equal(await bench.open(token), 'recording');
    return token;
  }

  describe('asks its own reading of the store', () => {
    it('[RG9] and refuses a signed token when only one party has consented', async () => {
      await open([...toConsents, { do: 'give', who: 0, flaw: 'none' }]);
      await expectRefusal(await bench.token(), /never allowed/);
      assert.equal(bench.sockets, 0);
    });

    it('[RG9] and refuses a token for an older event than the latest', async () => {
      await open();
      const token = await bench.token();
      await bench.play({ do: 'hide', who: 0, source: 'camera' });
      await expectRefusal(token, /media\.removed/);
      assert.equal(bench.sockets, 0);
    });

    it('[RG9] and refuses a token for an event that is still to come', async () => {
      await open();
      await expectRefusal(await bench.token({ gate: 99 }), /never allowed/);
    });

    it('[RG9] and refuses a token for other media', async () => {
      await open();
      await expectRefusal(await bench.token({ media: [] }), /never allowed/);
    });

    it('[RG9] and refuses to record when an event is missing from the store', async () => {
      await open();
      const token = await bench.token();
      bench.scribe.stored.splice(3, 1);
      await expectRefusal(token, /missing/);
    });

    it('[RG4] and refuses when the store cannot be read', async () => {
      await open();
      const token = await bench.token();
      bench.storeFails = true;
      await expectRefusal(token, /input\/output error/);
    });
  });

  describe('takes a token', () => {
    it('[RG9] signed by the server and by nobody else', async () => {
      await open();
      const token = await bench.token();
      const stranger = await makeServerSigner();
      await expectRefusal(token, /unknown key/, () => bench.open(token, stranger));
    });

    it('[RG9] unaltered', async () => {
      await open();
      const token = await bench.token();
      const [header, , signature] = (await signToken(token, bench.signer)).split('.');
      const [, other] = (await signToken({ ...token, modalities: ['screen'] }, bench.signer)).split('.');
      await expectRefusal(token, /signature/, () => bench.hand(token, [header, other, signature].join('.')));
    });

    it('[RG9] once', async () => {
      const token = await recording();
      bench.close(bench.clock.monotonic());
      await bench.sealed();
      bench.told.length = 0;
      bench.clock.advance(1);
      await expectRefusal(token, /closed meanwhile|used before/);
    });

    it('[RG9] once, also where it was never told to close', async () => {
      const token = await recording();
      const again = { ...token, segment: v7() as GateToken['segment'] };
      await expectRefusal(again, /used before/);
    });

    it('[RG9] that is at most ten seconds old', async () => {
      await open();
      const token = await bench.token();
      bench.clock.advance(10_001);
      await expectRefusal(token, /expired/);
    });

    it('[RG9] that is not good for longer than ten seconds', async () => {
      await open();
      const { issued, expires } = await bench.token();
      const longer = { issued, expires: (BigInt(expires) + ms).toString() };
      await expectRefusal(await bench.token(longer), /too long/);
    });

    it('[RG9] that was made after it began itself, for of earlier ones it cannot know whether they were used', async () => {
      await open();
      await expectRefusal(await bench.token({ issued: '1', expires: '9000000000' }), /earlier recorder/);
    });

    it('[RG4] that was made after the conversation was last told to close', async () => {
      await open();
      const token = await bench.token();
      bench.close(bench.clock.monotonic());
      await expectRefusal(token, /closed meanwhile/);
    });
  });

  describe('believes nothing that main says', () => {
    it('[RG9] when main did not store that the segment was started', async () => {
      await open();
      bench.commit = () => Promise.resolve();
      await expectRefusal(await bench.token(), /no event says/);
    });

    it('[RG9] when main taps media that the token does not name', async () => {
      await open([...consented, { do: 'hide', who: 1, source: 'microphone' }]);
      await expectRefusal(await bench.token(), /does not name/);
    });

    it('[RG3] when a withdrawal is stored while it opens', async () => {
      await open();
      const { commit } = bench;
      bench.commit = async (token, jws) => {
        await commit(token, jws);
        await bench.play({ do: 'withdraw', who: 0 });
      };
      await expectRefusal(await bench.token(), /consent\.withdrawn/);
    });
  });

  describe('while the gate is open', () => {
    it('[RG1] keeps the newest 300 ms in memory and drops from there what came after the close', async () => {
      await recording();
      const before = bench.arrive();
      await bench.pass(10);
      const closed = bench.clock.monotonic();
      await bench.pass(10);
      bench.arrive();
      await bench.pass(270);
      bench.arrive();
      bench.close(closed);
      await bench.sealed();
      assert.deepEqual(await bench.written(), [before]);
    });

    it('[RG3] [RG4] reads the store again before it writes, and closes as of the event that closed the gate', async () => {
      await recording();
      const before = bench.arrive();
      bench.clock.advance(10);
      await bench.play({ do: 'withdraw', who: 1 });
      bench.clock.advance(10);
      bench.arrive();
      await bench.pass(100);
      const { reason, detail } = await bench.sealed();
      assert.equal(reason, 'gate-ended');
      assert.match(detail, /consent\.withdrawn/);
      assert.deepEqual(await bench.written(), [before]);
    });

    it('[RG4] drops everything it holds when the store cannot be read any more', async () => {
      await recording();
      bench.arrive();
      bench.storeFails = true;
      await bench.pass(100);
      assert.equal((await bench.sealed()).reason, 'store-failed');
      assert.deepEqual(await filesBelow(bench.folder), []);
    });

    it('[RG9] writes nothing that came after the last renewal of its lease', async () => {
      await recording();
      const before = bench.arrive();
      await bench.pass(50);
      bench.clock.advance(10);
      bench.arrive();
      for (let step = 0; step < 10; step++) {
        bench.clock.advance(100);
        await new Promise(setImmediate);
      }
      assert.equal((await bench.sealed()).reason, 'lease-lost');
      assert.deepEqual(await bench.written(), [before]);
    });

    it('[RG1] writes nothing from a sender that it does not know', async () => {
      await recording();
      bench.arrive(4711);
      const known = bench.arrive();
      await bench.pass(400);
      bench.close(bench.clock.monotonic());
      await bench.sealed();
      assert.deepEqual(await bench.written(), [known]);
    });

    it('[RG4] closes when the disk takes no more, and names no file', async () => {
      const { conversation } = await recording();
      await writeFile(join(bench.folder, conversation), 'in the way of the folder');
      bench.arrive();
      await bench.pass(400);
      bench.close(bench.clock.monotonic());
      const { reason, files } = await bench.sealed();
      assert.deepEqual({ reason, files }, { reason: 'disk-failed', files: [] });
    });

    it('[RG1] hears nothing any more once it has closed', async () => {
      await recording();
      const before = bench.arrive();
      bench.close(bench.clock.monotonic());
      bench.arrive();
      await bench.sealed();
      await bench.pass(1000);
      assert.deepEqual(await bench.written(), [before]);
      await until(() => bench.told.filter(({ type }) => type === 'sealed').length === 1);
    });
  });
});
