import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Participant } from '@jawort/shared/domain/records';
import { closedBy } from '@jawort/shared/events/closed-by';
import type { EventBody, RecordedFile } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import type { RecordedLeg, RecordedSegment } from '@jawort/shared/protocol/http';
import type { ConversationRecord } from '../ports/store.ts';

type Started = Extract<EventBody, { type: 'recording.started' }>;

/** The segments that a chain tells of and that were not deleted, with what lies of each in the conversation's `folder`. */
export function recordedSegments(
  record: ConversationRecord,
  events: readonly VerifiedEvent[],
  folder: string,
): readonly RecordedSegment[] {
  const deleted = new Set(
    events.flatMap(({ body }) => (body.type === 'recording.deleted' ? body.segment : [])),
  );
  return events.flatMap(({ at, body }) =>
    body.type === 'recording.started' && !deleted.has(body.segment)
      ? toSegment(record, events, folder, { ...body, at })
      : [],
  );
}

function toSegment(
  record: ConversationRecord,
  events: readonly VerifiedEvent[],
  folder: string,
  { at, call, segment, modalities }: Started & { readonly at: string },
): RecordedSegment {
  const stopped = events.find(({ body }) => body.type === 'recording.stopped' && body.segment === segment);
  const files = stopped?.body.type === 'recording.stopped' ? stopped.body.files : null;
  return {
    segment,
    conversation: record.id,
    call,
    topic: record.topic,
    visitor: record.participants.find(({ ref }) => ref === record.visitor)?.name ?? null,
    startedAt: at,
    stoppedAt: stopped?.at ?? null,
    modalities,
    closedBy: closedBy(
      events.map(({ body }) => body),
      segment,
    ),
    legs: record.participants.flatMap(
      (participant) => toLeg(participant, files, join(folder, segment)) ?? [],
    ),
  };
}

function toLeg(
  { ref, role, name }: Participant,
  files: readonly RecordedFile[] | null,
  folder: string,
): RecordedLeg | undefined {
  const fileName = `${ref}.webm`;
  const path = join(folder, fileName);
  const sealed = files?.find((file) => file.name === fileName);
  if (!sealed && (files || !existsSync(path))) return undefined;
  return {
    party: ref,
    role,
    name,
    bytes: sealed?.bytes ?? statSync(path).size,
    sha256: sealed?.sha256 ?? null,
    chain: sealed?.chain ?? null,
  };
}
