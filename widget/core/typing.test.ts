import type { ParticipantId } from '@jawort/shared/domain/ids';
import { assert } from '@open-wc/testing';
import { FakeClock } from './testing/fake-clock.ts';
import { agent } from './testing/samples.ts';
import { OthersTyping, OwnTyping } from './typing.ts';

describe('typing', () => {
  it('is told at most every two seconds, and its end four seconds after the last key', () => {
    const clock = new FakeClock();
    const told: [number, boolean][] = [];
    const start = clock.now();
    const own = new OwnTyping(clock, (typing) => told.push([clock.now() - start, typing]));
    for (let key = 0; key < 10; key += 1) {
      own.set(true);
      clock.advance(500);
    }
    clock.advance(10_000);
    assert.deepEqual(told, [
      [0, true],
      [2000, true],
      [4000, true],
      [8500, false],
    ]);
  });

  it('ends at once when the text was sent, and is told again with the next key', () => {
    const told: boolean[] = [];
    const own = new OwnTyping(new FakeClock(), (typing) => told.push(typing));
    own.set(false);
    own.set(true);
    own.set(false);
    own.set(true);
    assert.deepEqual(told, [true, false, true]);
  });

  it('of others is believed for six seconds', () => {
    const clock = new FakeClock();
    const shown: [ParticipantId, boolean][] = [];
    const others = new OthersTyping(clock, (participant, typing) => shown.push([participant, typing]));
    others.set(agent, true);
    clock.advance(5000);
    others.set(agent, true);
    clock.advance(5000);
    assert.deepEqual(shown.at(-1), [agent, true]);
    clock.advance(1000);
    assert.deepEqual(shown.at(-1), [agent, false]);
  });
});
