import { assert } from '@open-wc/testing';
import { FakeClock } from '../testing/fake-clock.ts';
import { Beats } from './beats.ts';

describe('beats', () => {
  it('[RG4] come once a second, numbered, until stopped', () => {
    const clock = new FakeClock();
    const beats: number[] = [];
    const beating = new Beats(clock, (count) => beats.push(count));
    beating.start();
    beating.start();
    clock.advance(3500);
    beating.stop();
    clock.advance(10_000);
    assert.deepEqual(beats, [1, 2, 3]);
  });
});
