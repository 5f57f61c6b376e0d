import type { SegmentId } from '../domain/ids.ts';
import { ClosedBy } from '../protocol/http.ts';
import type { EventBody } from './event.ts';

/**
 * What closed the gate over a segment: the first event after its `recording.started` that the gate looks at. `null` while the segment
 * runs, and where the recorder ended before any such event.
 */
export function closedBy(events: readonly EventBody[], segment: SegmentId): ClosedBy | null {
  const started = events.findIndex((body) => isOf(body, 'recording.started', segment));
  const stopped = events.findIndex((body) => isOf(body, 'recording.stopped', segment));
  if (started < 0 || stopped < 0) return null;
  const between = events.slice(started + 1, stopped).map(({ type }) => type);
  return between.find(isClosing) ?? null;
}

function isOf(body: EventBody, type: 'recording.started' | 'recording.stopped', segment: SegmentId): boolean {
  return body.type === type && body.segment === segment;
}

function isClosing(type: string): type is ClosedBy {
  return ClosedBy.options.some((closing) => closing === type);
}
