import type { SegmentId } from '@jawort/shared/domain/ids';
import type { RecordedSegment, Timeline, TimelineEntry } from '@jawort/shared/protocol/http';

/** An event on the time line of a call; `at` is its share of the whole, 0 to 1. */
export type Mark = { readonly entry: TimelineEntry; readonly at: number; readonly seconds: number };

/** A stretch that was recorded. */
export type Band = {
  readonly segment: SegmentId;
  readonly from: number;
  readonly to: number;
  readonly isThis: boolean;
};

/** The call that a recording is of, on one line from its first event to its last. */
export type CallLine = {
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  readonly start: number;
  readonly span: number;
};

/** Seconds of marks count from the recording's own beginning, so that they are positions of its player. */
export function callLine({ entries }: Timeline, segment: RecordedSegment): CallLine | null {
  const ofCall = entries.filter(({ body }) => 'call' in body && body.call === segment.call);
  const times = ofCall.map(({ at }) => Date.parse(at));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = Math.max(1, last - first);
  const share = (at: string) => (Date.parse(at) - first) / span;
  const zero = Date.parse(segment.startedAt);
  return {
    marks: ofCall.map((entry) => ({
      entry,
      at: share(entry.at),
      seconds: (Date.parse(entry.at) - zero) / 1000,
    })),
    bands: bandsOf(ofCall, share, segment.segment),
    start: (zero - first) / span,
    span: span / 1000,
  };
}

function bandsOf(
  entries: readonly TimelineEntry[],
  share: (at: string) => number,
  current: SegmentId,
): readonly Band[] {
  return entries.flatMap(({ body, at }) => {
    if (body.type !== 'recording.started') return [];
    const { segment } = body;
    const end = entries.find((one) => one.body.type === 'recording.stopped' && one.body.segment === segment);
    return [{ segment, from: share(at), to: end ? share(end.at) : 1, isThis: segment === current }];
  });
}
