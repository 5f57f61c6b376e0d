import * as v from 'valibot';
import { Hash } from '../crypto/hash.ts';
import { AgentId, CallId, ConversationId, ParticipantId, SegmentId } from '../domain/ids.ts';
import { Instant, Modality, Participant, PersonName, Role, Seq } from '../domain/records.ts';
import { EventBody } from '../events/event.ts';
import { ErrorCode } from './ack.ts';

/** The body of `POST /api/login`. */
export const Login = v.strictObject({
  login: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});
export type Login = v.InferOutput<typeof Login>;

/** The agent whose session the cookie names: the answer of `POST /api/login` and `GET /api/me`. */
export const Me = v.strictObject({ agent: AgentId, login: v.string(), name: PersonName });
export type Me = v.InferOutput<typeof Me>;

/** One party's file of a segment; the hashes are `null` until the segment is sealed. */
export const RecordedLeg = v.strictObject({
  party: ParticipantId,
  role: Role,
  name: v.nullable(PersonName),
  bytes: Seq,
  sha256: v.nullable(Hash),
  chain: v.nullable(Hash),
});
export type RecordedLeg = v.InferOutput<typeof RecordedLeg>;

/** What closed the gate over a segment: the event that did, or that the recorder went before any. */
export const ClosedBy = v.picklist([
  'consent.withdrawn',
  'consent.given',
  'key.bound',
  'party.joined',
  'party.lost',
  'party.left',
  'media.added',
  'media.removed',
  'notice.published',
  'clock.jump',
  'call.interrupted',
  'call.ended',
]);
export type ClosedBy = v.InferOutput<typeof ClosedBy>;

/** One segment as the list of recordings shows it; `stoppedAt` is `null` while it is being written. */
export const RecordedSegment = v.strictObject({
  segment: SegmentId,
  conversation: ConversationId,
  call: CallId,
  topic: v.string(),
  visitor: v.nullable(PersonName),
  startedAt: Instant,
  stoppedAt: v.nullable(Instant),
  modalities: v.array(Modality),
  closedBy: v.nullable(ClosedBy),
  legs: v.array(RecordedLeg),
});
export type RecordedSegment = v.InferOutput<typeof RecordedSegment>;

/** The answer of `GET /api/recordings`, newest first. */
export const Recordings = v.strictObject({ recordings: v.array(RecordedSegment) });
export type Recordings = v.InferOutput<typeof Recordings>;

/** An event of the evidence chain with the hash of the server's JWS over it. */
export const TimelineEntry = v.strictObject({
  seq: Seq,
  at: Instant,
  hash: Hash,
  body: EventBody,
});
export type TimelineEntry = v.InferOutput<typeof TimelineEntry>;

/** The answer of `GET /api/conversations/:id/timeline`, in order of `seq`. */
export const Timeline = v.strictObject({
  conversation: ConversationId,
  participants: v.array(Participant),
  entries: v.array(TimelineEntry),
});
export type Timeline = v.InferOutput<typeof Timeline>;

/** Every answer that is not a success: `application/problem+json` (RFC 9457) with our code. */
export const Problem = v.looseObject({
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  code: ErrorCode,
  /** After how many milliseconds a retry makes sense. */
  retryAfterMs: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof Problem>;
