import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FakeClock } from '../test/support/fake-clock.ts';
import { atMostEvery } from './at-most-every.ts';

it('gives whoever asks within a second the same answer, a failure too, and then a new one', async () => {
  const clock = new FakeClock();
  let asked = 0;
  const ask = atMostEvery(clock, 1000, async () => {
    asked += 1;
    if (asked === 2) throw new Error('not now');
    return asked;
  });
  assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1]);
  clock.advance(999);
  assert.equal(await ask(), 1);
  clock.advance(1);
  await assert.rejects(ask(), /not now/);
  await assert.rejects(ask(), /not now/);
  clock.advance(1000);
  assert.equal(await ask(), 3);
});
