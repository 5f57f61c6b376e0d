import type { SenderReport } from './sender-report.ts';
import { TimestampUnwrapper } from './timestamp.ts';

/** Further from its arrival than this, a timestamp belongs to a restarted sender or follows a pause. */
const longestStrayMs = 2000;
const driftWindowMs = 10_000;
/** Jitter of the quickest packet of a window; less than this is not worth a correction. */
const driftToleranceMs = 10;
const largestCorrectionMs = 1000;

export type ClockOptions = {
  readonly clockRate: number;
  /** How many milliseconds a correction may move in a second of media, so that it is neither seen nor heard. */
  readonly slewPerSecond: number;
};

/**
 * Maps one track's RTP timestamps to milliseconds of the segment. The first packet's arrival anchors it; drift against
 * arrivals, or sender reports of both tracks, correct it slowly afterwards.
 */
export class TrackClock {
  readonly #ticksPerMs: number;
  readonly #slewPerMs: number;
  readonly #unwrapper = new TimestampUnwrapper();
  #anchor: { readonly timestamp: number; readonly time: number } | undefined;
  #report: { readonly timestamp: number; readonly wallClock: number } | undefined;
  #correction = 0;
  #target = 0;
  #aligned = false;
  #last = 0;
  #window = { start: 0, quickest: Infinity };

  constructor(options: ClockOptions) {
    this.#ticksPerMs = options.clockRate / 1000;
    this.#slewPerMs = options.slewPerSecond / 1000;
  }

  time(timestamp: number, arrival: number): number {
    const at = this.#unwrapper.unwrap(timestamp);
    if (this.#strays(at, arrival)) this.#anchorAt(at, arrival);
    this.#watchDrift(arrival - this.#uncorrected(at), arrival);
    this.#slew(this.#uncorrected(at));
    return this.#uncorrected(at) + this.#correction;
  }

  report(report: SenderReport): void {
    if (this.#anchor === undefined) return;
    this.#report = { timestamp: this.#unwrapper.near(report.timestamp), wallClock: report.wallClock };
  }

  /** Aims at the leader's relation between the sender's wall clock and the segment, once both have a report. */
  follow(leader: TrackClock): void {
    const offset = leader.#wallClockOffset();
    if (offset === undefined || this.#report === undefined) return;
    const target = this.#report.wallClock + offset - this.#uncorrected(this.#report.timestamp);
    this.#aligned = Math.abs(target) < largestCorrectionMs;
    if (this.#aligned) this.#target = target;
  }

  #wallClockOffset(): number | undefined {
    if (this.#report === undefined) return undefined;
    return this.#uncorrected(this.#report.timestamp) + this.#correction - this.#report.wallClock;
  }

  #uncorrected(at: number): number {
    const anchor = this.#anchor ?? { timestamp: at, time: 0 };
    return anchor.time + (at - anchor.timestamp) / this.#ticksPerMs;
  }

  #strays(at: number, arrival: number): boolean {
    if (this.#anchor === undefined) return true;
    return Math.abs(this.#uncorrected(at) + this.#correction - arrival) > longestStrayMs;
  }

  #anchorAt(timestamp: number, time: number): void {
    this.#anchor = { timestamp, time };
    this.#report = undefined;
    this.#correction = 0;
    this.#target = 0;
    this.#aligned = false;
    this.#last = time;
    this.#window = { start: time, quickest: Infinity };
  }

  #watchDrift(delay: number, arrival: number): void {
    this.#window.quickest = Math.min(this.#window.quickest, delay);
    if (arrival - this.#window.start < driftWindowMs) return;
    const drifted = Math.abs(this.#window.quickest - this.#target) > driftToleranceMs;
    if (drifted && !this.#aligned) this.#target = this.#window.quickest;
    this.#window = { start: arrival, quickest: Infinity };
  }

  #slew(now: number): void {
    const most = Math.max(0, now - this.#last) * this.#slewPerMs;
    const missing = this.#target - this.#correction;
    this.#correction += Math.sign(missing) * Math.min(Math.abs(missing), most);
    this.#last = Math.max(this.#last, now);
  }
}
