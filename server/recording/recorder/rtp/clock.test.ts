import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrackClock } from './clock.ts';

const audioClock = (): TrackClock => new TrackClock({ clockRate: 48_000, slewPerSecond: 5 });
const videoClock = (): TrackClock => new TrackClock({ clockRate: 90_000, slewPerSecond: 50 });

/** Times of a track that sends every 20 ms; `arrivalAt` says when what was sent at a moment comes. */
function play(
  clock: TrackClock,
  seconds: number,
  ticksPerMs: number,
  arrivalAt: (ms: number) => number,
): number[] {
  const sent = Array.from({ length: seconds * 50 }, (_, index) => index * 20);
  return sent.map((ms) => clock.time((0xffff0000 + Math.round(ms * ticksPerMs)) >>> 0, arrivalAt(ms)));
}

test('the first arrival anchors a track, and timestamps alone carry it on over their wrap', () => {
  const jitter = (ms: number): number => 130 + ms + (ms % 7);
  const times = play(audioClock(), 5, 48, jitter);
  times.forEach((time, index) => assert.ok(Math.abs(time - (130 + index * 20)) < 0.001));
});

test('sender reports of both tracks bring sound and picture together, slowly and without a step back', () => {
  const [audio, video] = [audioClock(), videoClock()];
  const first = 0xffff0000;
  audio.time(first, 100);
  video.time(first, 180);
  audio.report({ ssrc: 1, wallClock: 1_000_000, timestamp: first });
  video.report({ ssrc: 2, wallClock: 1_000_020, timestamp: first });
  video.follow(audio);
  const times = play(video, 3, 90, (ms) => 180 + ms);
  assert.ok(Math.abs((times.at(-1) ?? 0) - (120 + 149 * 20)) < 1);
  assert.equal(times[0], 180);
  times.slice(1).forEach((time, index) => assert.ok(time - (times[index] ?? 0) >= 18.9));
});

test('a sender whose clock runs slow is followed within a frame', () => {
  const times = play(audioClock(), 120, 48 * 0.9995, (ms) => 100 + ms);
  assert.ok(Math.abs((times.at(-1) ?? 0) - (100 + 5999 * 20)) < 20);
});

test('timestamps that restart or follow a pause are anchored to their arrival again', () => {
  const clock = audioClock();
  clock.time(1000, 100);
  assert.equal(clock.time(3_000_000_000, 5000), 5000);
  assert.equal(clock.time(3_000_000_960, 5021), 5020);
  assert.equal(clock.time(3_000_001_920, 65_000), 65_000);
});

test('reports that would move a track by more than a second are not believed', () => {
  const [audio, video] = [audioClock(), videoClock()];
  audio.time(0, 100);
  video.time(0, 100);
  audio.report({ ssrc: 1, wallClock: 1_000_000, timestamp: 0 });
  video.report({ ssrc: 2, wallClock: 5_000_000, timestamp: 0 });
  video.follow(audio);
  assert.equal(video.time(90_000, 1100), 1100);
});
