import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { watchClock, type ClockJump } from './clock-watch.ts';

function watch() {
  const clock = new FakeClock();
  const jumps: ClockJump[] = [];
  const stop = watchClock(clock, (jump) => jumps.push(jump));
  return { clock, jumps, stop };
}

describe('watching the clocks', () => {
  it('[RG3] tells when the wall clock is set by more than a second, either way', () => {
    const { clock, jumps } = watch();
    clock.setWall(1100);
    clock.advance(500);
    clock.setWall(-1100);
    clock.advance(500);
    assert.deepEqual(jumps, [
      { wallMs: 1600, monotonicMs: 500 },
      { wallMs: -600, monotonicMs: 500 },
    ]);
  });

  it('tells nothing while both go on together, or nearly so', () => {
    const { clock, jumps } = watch();
    clock.advance(60_000);
    clock.setWall(900);
    clock.advance(60_000);
    assert.deepEqual(jumps, []);
  });

  it('stops when told to', () => {
    const { clock, jumps, stop } = watch();
    stop();
    clock.setWall(5000);
    clock.advance(5000);
    assert.deepEqual(jumps, []);
  });
});
