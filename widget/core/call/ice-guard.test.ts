import { assert } from '@open-wc/testing';
import { FakeClock } from '../testing/fake-clock.ts';
import { IceGuard } from './ice-guard.ts';

function setUp() {
  const clock = new FakeClock();
  const done: string[] = [];
  const guard = new IceGuard(clock, {
    restart: () => done.push('restart'),
    giveUp: () => done.push('give up'),
  });
  return { clock, done, guard };
}

describe('the guard of a transport', () => {
  it('lets two seconds of disconnection pass', () => {
    const { clock, done, guard } = setUp();
    guard.heard('disconnected');
    clock.advance(1999);
    guard.heard('connected');
    clock.advance(60_000);
    assert.deepEqual(done, []);
  });

  it('restarts ICE after two seconds, or at once when it has failed', () => {
    const { clock, done, guard } = setUp();
    guard.heard('disconnected');
    clock.advance(2000);
    assert.deepEqual(done, ['restart']);
    const failed = setUp();
    failed.guard.heard('failed');
    assert.deepEqual(failed.done, ['restart']);
  });

  it('gives up when the restart has not helped within eight seconds', () => {
    const { clock, done, guard } = setUp();
    guard.heard('failed');
    clock.advance(4000);
    guard.heard('failed');
    clock.advance(4000);
    assert.deepEqual(done, ['restart', 'give up']);
  });

  it('forgets everything once connected again', () => {
    const { clock, done, guard } = setUp();
    guard.heard('failed');
    guard.heard('connected');
    clock.advance(60_000);
    assert.deepEqual(done, ['restart']);
  });
});
