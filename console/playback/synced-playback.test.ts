import { assert, expect } from '@open-wc/testing';
import type { Leg } from './leg.ts';
import { SyncedPlayback } from './synced-playback.ts';

/** A file whose own clock runs `skew` times as fast as asked. */
class FakeLeg implements Leg {
  currentTime: number;
  playbackRate = 1;
  paused = true;
  seeking = false;
  readyState = 4;
  readonly duration: number;
  readonly #skew: number;

  constructor(start: number, duration: number, skew = 1) {
    this.currentTime = start;
    this.duration = duration;
    this.#skew = skew;
  }

  async play(): Promise<void> {
    this.paused = false;
  }

  pause(): void {
    this.paused = true;
  }

  pass(ms: number): void {
    if (!this.paused) this.currentTime += (ms / 1000) * this.playbackRate * this.#skew;
  }
}

function started(...legs: readonly FakeLeg[]) {
  const playback = new SyncedPlayback();
  legs.forEach((leg, index) => playback.add(String(index), leg));
  playback.play();
  let now = 0;
  const pass = (ms: number, check: () => void = () => undefined) => {
    for (const end = now + ms; now < end; now += 16) {
      playback.tick(now);
      for (const leg of legs) leg.pass(16);
      check();
    }
  };
  return { playback, pass };
}

describe('synced playback', () => {
  it('keeps two files whose clocks differ by two per cent less than 80 ms apart', () => {
    const { playback, pass } = started(new FakeLeg(0, 60, 1.01), new FakeLeg(0, 60, 0.99));
    pass(30_000, () => expect(playback.drift).to.be.below(0.08));
    expect(playback.position).to.be.closeTo(30, 0.1);
  });

  it('starts the file of who came later when the time line gets there', () => {
    const late = new FakeLeg(2, 10);
    const { playback, pass } = started(new FakeLeg(0, 10), late);
    pass(1900);
    assert.deepEqual([late.paused, playback.stage('1')], [true, 'before']);
    pass(300);
    assert.deepEqual([late.paused, playback.stage('1')], [false, 'in']);
    expect(late.currentTime).to.be.closeTo(playback.position, 0.08);
  });

  it('goes on with the longer file when the other is over, and ends with it', () => {
    const short = new FakeLeg(0, 1);
    const { playback, pass } = started(short, new FakeLeg(0, 3));
    pass(1500);
    assert.deepEqual([short.paused, playback.stage('0'), playback.isPlaying], [true, 'after', true]);
    pass(2000);
    assert.deepEqual([playback.isPlaying, playback.position], [false, 3]);
  });

  it('holds both while one has no data', () => {
    const starved = new FakeLeg(0, 10);
    const other = new FakeLeg(0, 10);
    const { playback, pass } = started(starved, other);
    pass(1000);
    starved.readyState = 1;
    pass(1000);
    assert.deepEqual([playback.isWaiting, other.paused], [true, true]);
    expect(playback.position).to.be.closeTo(1, 0.05);
    starved.readyState = 4;
    pass(1000);
    expect(playback.position).to.be.closeTo(2, 0.05);
  });

  it('moves both files when it seeks, and a file not yet begun stays at its start', () => {
    const [first, late] = [new FakeLeg(0, 10), new FakeLeg(6, 10)];
    const { playback } = started(first, late);
    playback.seek(4);
    assert.deepEqual([first.currentTime, late.currentTime], [4, 6]);
    playback.seek(8);
    assert.deepEqual([first.currentTime, late.currentTime], [8, 8]);
  });

  it('plays both at the speed that was chosen', () => {
    const legs = [new FakeLeg(0, 60), new FakeLeg(0, 60)] as const;
    const { playback, pass } = started(...legs);
    playback.setRate(2);
    pass(5000);
    expect(playback.position).to.be.closeTo(10, 0.1);
    expect(legs[1].currentTime).to.be.closeTo(10, 0.1);
  });

  it('begins anew when it is played at its end', () => {
    const { playback, pass } = started(new FakeLeg(0, 1));
    pass(2000);
    playback.play();
    assert.equal(playback.position, 0);
  });
});
