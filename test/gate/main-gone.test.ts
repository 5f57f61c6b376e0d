import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { until } from '../support/until.ts';
import { ForeignCall, isAlive } from './foreign-call.ts';
import { keyOf, writtenMarks } from './written.ts';

describe('a recorder whose main process is gone', () => {
  let call: ForeignCall;

  beforeEach(async () => {
    call = await ForeignCall.start();
    await call.talkFor(1200);
  });
  afterEach(() => call.close());

  it('[RG9] is gone within a second after main was killed, and has written nothing that came afterwards', async () => {
    const killed = process.hrtime.bigint();
    call.main.kill('SIGKILL');
    await until(() => !isAlive(call.recorder));
    assert.ok(msSince(killed) < 1000, `gone after ${msSince(killed)} ms`);
    await expectNothingAfter(killed);
  });

  it('[RG9] closes within a second after main stopped renewing its lease, and has written nothing that came afterwards', async () => {
    const stopped = process.hrtime.bigint();
    call.main.kill('SIGSTOP');
    // The kernel says of the next packet that nobody listens any more.
    await once(call.socket, 'error');
    assert.ok(msSince(stopped) < 1100, `closed after ${msSince(stopped)} ms`);
    assert.ok(isAlive(call.recorder));
    await expectNothingAfter(stopped);
  });

  async function expectNothingAfter(time: bigint): Promise<void> {
    const written = new Set((await writtenMarks(join(call.folder, 'recordings'))).map(keyOf));
    const sent = call.talkers.flatMap((talker) => talker.sent);
    assert.ok(written.size > 50, `${written.size} packets written`);
    assert.deepEqual(
      sent.filter((packet) => packet.at > time && written.has(keyOf(packet))),
      [],
    );
  }
});

function msSince(time: bigint): number {
  return Number(process.hrtime.bigint() - time) / 1e6;
}
