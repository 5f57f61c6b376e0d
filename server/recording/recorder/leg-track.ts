import { TrackClock, type ClockOptions } from './rtp/clock.ts';
import type { Depacketiser, EncodedFrame } from './rtp/frame.ts';
import type { RtpPacket } from './rtp/packet.ts';
import { ReorderWindow } from './rtp/reorder.ts';
import type { SenderReport } from './rtp/sender-report.ts';
import type { TrackStats } from './leg-writer.ts';

/** A retransmission over a far link still comes in time; the hold-back has already let most of them in. */
const reorder = { longestWait: 300, mostHeld: 512 };

export type LegTrackOptions = {
  readonly payloadType: number;
  readonly clock: ClockOptions;
  readonly depacketise: (emit: (frame: EncodedFrame) => void) => Depacketiser;
  /** Times are whole milliseconds and grow strictly. */
  readonly emit: (frame: EncodedFrame, time: number) => void;
};

/** From the RTP packets of one track to its frames with their times. */
export class LegTrack {
  readonly #payloadType: number;
  readonly #emit: LegTrackOptions['emit'];
  readonly #clock: TrackClock;
  readonly #depacketiser: Depacketiser;
  readonly #window: ReorderWindow<RtpPacket>;
  #ssrc: number | undefined;
  #packets = 0;
  #frames = 0;
  #keyFrames = 0;
  #firstTime: number | undefined;
  #lastTime: number | undefined;
  #lastKeyFrame = -Infinity;

  constructor(options: LegTrackOptions) {
    this.#payloadType = options.payloadType;
    this.#emit = options.emit;
    this.#clock = new TrackClock(options.clock);
    this.#depacketiser = options.depacketise((frame) => {
      this.#take(frame);
    });
    this.#window = new ReorderWindow(reorder, (packet, lost) => {
      this.#depacketiser.push(packet, lost);
    });
  }

  push(packet: RtpPacket): void {
    if (packet.payloadType !== this.#payloadType) return;
    this.#ssrc = packet.ssrc;
    this.#packets += 1;
    this.#window.push(packet);
  }

  report(report: SenderReport): void {
    if (report.ssrc === this.#ssrc) this.#clock.report(report);
  }

  follow(leader: LegTrack): void {
    this.#clock.follow(leader.#clock);
  }

  giveUp(now: number): void {
    this.#window.giveUp(now);
  }

  end(): void {
    this.#window.flush();
    this.#depacketiser.end();
  }

  needsKeyFrame(now: number, longestWithout: number): boolean {
    return this.#depacketiser.needsKeyFrame || now - this.#lastKeyFrame >= longestWithout;
  }

  stats(): TrackStats {
    const { lost, duplicates, late, gaps } = this.#window;
    return {
      packets: this.#packets,
      lost,
      duplicates,
      late,
      gaps,
      frames: this.#frames,
      keyFrames: this.#keyFrames,
      droppedFrames: this.#depacketiser.dropped,
      firstTime: this.#firstTime,
      lastTime: this.#lastTime,
    };
  }

  #take(frame: EncodedFrame): void {
    const time = this.#timeOf(frame);
    this.#frames += 1;
    if (frame.keyFrame) this.#countKeyFrame(frame);
    this.#emit(frame, time);
  }

  #timeOf({ timestamp, arrival }: EncodedFrame): number {
    const time = Math.round(this.#clock.time(timestamp, arrival));
    this.#lastTime = Math.max(time, (this.#lastTime ?? -1) + 1);
    this.#firstTime ??= this.#lastTime;
    return this.#lastTime;
  }

  #countKeyFrame({ arrival }: EncodedFrame): void {
    this.#keyFrames += 1;
    this.#lastKeyFrame = arrival;
  }
}
