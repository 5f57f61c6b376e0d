import type { MediaId } from '@jawort/shared/domain/ids';
import type { Mark } from './marked-rtp.ts';
import { stretches, type Fact, type Stretch } from './naive-timeline.ts';
import type { Sent } from './talker.ts';
import { keyOf } from './written.ts';

/** What one person sent, with the media ids of microphone and camera. */
export type Voice = {
  readonly sent: readonly Sent[];
  readonly media: Readonly<Record<Sent['kind'], MediaId>>;
};

export type Judgement = {
  /** Whether the time line ever allows recording. */
  readonly opened: boolean;
  /** Packets on the disk that were sent when they might not be recorded. */
  readonly wrong: readonly Sent[];
  /** Marks on the disk that nobody sent. */
  readonly unknown: readonly Mark[];
  /** Packets sent, within one stretch, from its first key frame on, and how many of them are on the disk. */
  readonly due: number;
  readonly kept: number;
};

/** Holds what was written against what the facts allowed at the moment when each packet was sent. */
export function judge(
  facts: readonly Fact[],
  end: bigint,
  voices: readonly Voice[],
  marks: readonly Mark[],
): Judgement {
  const timeline = stretches(facts, end);
  const written = new Set(marks.map(keyOf));
  const sent = new Set(voices.flatMap((voice) => voice.sent.map(keyOf)));
  const due = timeline.flatMap((stretch) => voices.flatMap((voice) => dueIn(stretch, voice)));
  return {
    opened: timeline.some(({ allowed }) => allowed !== null),
    wrong: voices.flatMap((voice) =>
      voice.sent.filter((packet) => written.has(keyOf(packet)) && !mayBeKept(packet, voice, timeline)),
    ),
    unknown: marks.filter((mark) => !sent.has(keyOf(mark))),
    due: due.length,
    kept: due.filter((packet) => written.has(keyOf(packet))).length,
  };
}

function mayBeKept({ at, kind }: Sent, { media }: Voice, timeline: readonly Stretch[]): boolean {
  return timeline.some(({ from, to, allowed }) => from <= at && at <= to && allowed?.has(media[kind]));
}

function dueIn({ from, to, allowed }: Stretch, { sent, media }: Voice): readonly Sent[] {
  const allowedHere = sent.filter(({ at, kind }) => from <= at && at <= to && allowed?.has(media[kind]));
  const keyFrame = allowedHere.find(({ startsKeyFrame }) => startsKeyFrame);
  return keyFrame ? allowedHere.filter(({ at }) => at >= keyFrame.at) : [];
}
