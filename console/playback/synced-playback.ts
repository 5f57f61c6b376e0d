import type { Leg } from './leg.ts';

/** A leg and from when on, in seconds of the common time line, it holds anything. */
type Track = { readonly leg: Leg; readonly start: number };

/** Beyond this a leg is set to its place; below, it is led there by playing a little faster or slower. */
const jumpSeconds = 0.25;
const leadPerSecond = 1.5;
const leadAtMost = 0.12;
const leadStep = 0.02;
/** How long browsers take from being told to play to playing. */
const startSeconds = 0.06;
const haveCurrentData = 2;
const haveFutureData = 3;
const endSlackSeconds = 0.15;

/**
 * Plays files that share their time zero as one: a clock of its own is the truth, and each file follows it. It holds while any file
 * that should be heard has no data. Begins paused; {@link tick} moves it.
 */
export class SyncedPlayback {
  readonly #tracks = new Map<string, Track>();
  #position = 0;
  #rate = 1;
  #isPlaying = false;
  #isWaiting = false;
  #last: number | null = null;

  get position(): number {
    return this.#position;
  }

  get rate(): number {
    return this.#rate;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** Whether it would play if there were data. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Where the longest file ends. */
  get duration(): number {
    return Math.max(0, ...this.#all.map(endOf));
  }

  /** By how many seconds the files that are heard now lie apart. */
  get drift(): number {
    const times = this.#all.filter((track) => this.#isIn(track)).map(({ leg }) => leg.currentTime);
    return times.length > 1 ? Math.max(...times) - Math.min(...times) : 0;
  }

  /** Takes a file whose first data is loaded. A fresh one stands at its first frame, which is where it begins. */
  add(name: string, leg: Leg): void {
    this.#tracks.set(name, { leg, start: leg.currentTime });
    this.#place();
  }

  remove(name: string): void {
    this.#tracks.get(name)?.leg.pause();
    this.#tracks.delete(name);
  }

  /** Where the file of that name stands: not begun, heard, or over. */
  stage(name: string): 'before' | 'in' | 'after' | null {
    const track = this.#tracks.get(name);
    if (!track) return null;
    if (this.#position < track.start) return 'before';
    return this.#isIn(track) ? 'in' : 'after';
  }

  play(): void {
    if (this.#position >= this.duration - endSlackSeconds) this.seek(0);
    this.#isPlaying = true;
    this.#last = null;
  }

  pause(): void {
    this.#isPlaying = false;
    this.#isWaiting = false;
    for (const { leg } of this.#all) leg.pause();
  }

  seek(position: number): void {
    this.#position = Math.min(Math.max(0, position), this.duration);
    this.#last = null;
    this.#place();
  }

  setRate(rate: number): void {
    this.#rate = rate;
  }

  /** Moves to `now`, in milliseconds of any steady clock. */
  tick(now: number): void {
    if (!this.#isPlaying) return;
    this.#advance(now);
    if (this.#position >= this.duration) this.#end();
    else for (const track of this.#all) this.#follow(track);
  }

  get #all(): readonly Track[] {
    return [...this.#tracks.values()];
  }

  #isIn({ leg, start }: Track, early = 0): boolean {
    return this.#position >= start - early && this.#position < endOf({ leg, start }) - endSlackSeconds;
  }

  #advance(now: number): void {
    const passed = this.#last === null ? 0 : Math.max(0, now - this.#last) / 1000;
    this.#last = now;
    this.#isWaiting = this.#all.some((track) => this.#isIn(track) && isStarved(track.leg));
    if (!this.#isWaiting) this.#position += passed * this.#rate;
  }

  #end(): void {
    this.#position = this.duration;
    this.pause();
  }

  #follow(track: Track): void {
    const { leg } = track;
    if (this.#isWaiting || !this.#isIn(track, startSeconds * this.#rate)) return pauseIfPlaying(leg);
    const ahead = leg.currentTime - this.#position;
    if (Math.abs(ahead) > jumpSeconds && !leg.seeking) leg.currentTime = this.#position;
    leg.playbackRate = this.#rate * led(ahead);
    // A play that is interrupted by the next pause rejects; the next tick sees what is so.
    if (leg.paused) leg.play().catch(() => undefined);
  }

  #place(): void {
    for (const track of this.#all) if (this.#isIn(track)) track.leg.currentTime = this.#position;
  }
}

function endOf({ leg, start }: Track): number {
  return Number.isFinite(leg.duration) ? leg.duration : start;
}

function isStarved(leg: Leg): boolean {
  return leg.seeking || leg.readyState < (leg.paused ? haveCurrentData : haveFutureData);
}

function pauseIfPlaying(leg: Leg): void {
  if (!leg.paused) leg.pause();
}

// In steps, so that the speed is not set anew with each frame.
function led(ahead: number): number {
  const lead = Math.min(leadAtMost, Math.max(-leadAtMost, ahead * leadPerSecond));
  return 1 - Math.round(lead / leadStep) * leadStep;
}
