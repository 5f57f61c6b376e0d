import * as v from 'valibot';
import { CallId, ConversationId, MessageId, ParticipantId, RequestId, SegmentId, SiteId } from './ids.ts';

/** An instant: ISO 8601, UTC, milliseconds, as `Date.prototype.toISOString` writes it. */
export const Instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.regex(/^.{23}Z$/, 'must be UTC with milliseconds'),
);
export type Instant = v.InferOutput<typeof Instant>;

/** A time of the machine's monotonic clock: decimal nanoseconds, comparable between its processes until it reboots. */
export const Monotonic = v.pipe(v.string(), v.regex(/^\d{1,19}$/));
export type Monotonic = v.InferOutput<typeof Monotonic>;

/** Position in a sequence that is dense per conversation and starts at 1; 0 stands before the first. */
export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export type Seq = v.InferOutput<typeof Seq>;

export const Locale = v.picklist(['de', 'en']);
export type Locale = v.InferOutput<typeof Locale>;

export const Role = v.picklist(['visitor', 'agent']);
export type Role = v.InferOutput<typeof Role>;

/** What of a call a consent may cover. */
export const Modality = v.picklist(['audio', 'video', 'screen']);
export type Modality = v.InferOutput<typeof Modality>;

/** Where media comes from; a microphone is `audio`, a camera `video`, a screen `screen` to a consent. */
export const MediaSource = v.picklist(['microphone', 'camera', 'screen']);
export type MediaSource = v.InferOutput<typeof MediaSource>;

export const CallKind = v.picklist(['voice', 'video']);
export type CallKind = v.InferOutput<typeof CallKind>;

export const PersonName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
export const MessageText = v.pipe(v.string(), v.minLength(1), v.maxLength(8000));

/** Somebody in a conversation, as the others see them. */
export const Participant = v.strictObject({
  ref: ParticipantId,
  role: Role,
  /** `null` where the visitor gave none. */
  name: v.nullable(PersonName),
});
export type Participant = v.InferOutput<typeof Participant>;

export const Message = v.strictObject({
  id: MessageId,
  seq: Seq,
  author: ParticipantId,
  text: MessageText,
  at: Instant,
});
export type Message = v.InferOutput<typeof Message>;

/** How far a participant has got (`delivered`: on a device, `read`: seen), each the highest `seq`. */
export const ReadMarker = v.strictObject({ participant: ParticipantId, delivered: Seq, read: Seq });
export type ReadMarker = v.InferOutput<typeof ReadMarker>;

/** A conversation's stage: waiting for an agent, taken by one, or closed. */
export const ConversationState = v.picklist(['waiting', 'open', 'closed']);
export type ConversationState = v.InferOutput<typeof ConversationState>;

export const Conversation = v.strictObject({
  id: ConversationId,
  site: SiteId,
  topic: v.string(),
  locale: Locale,
  state: ConversationState,
  openedAt: Instant,
  participants: v.array(Participant),
});
export type Conversation = v.InferOutput<typeof Conversation>;

export const CallEndReason = v.picklist(['hung-up', 'declined', 'no-answer', 'lost', 'conversation-closed']);
export type CallEndReason = v.InferOutput<typeof CallEndReason>;

/** A call as its parties see it; `joined` are those whose join is stored. */
export const Call = v.variant('state', [
  v.strictObject({
    state: v.literal('ringing'),
    call: CallId,
    kind: CallKind,
    by: ParticipantId,
    until: Instant,
  }),
  v.strictObject({
    state: v.literal('active'),
    call: CallId,
    kind: CallKind,
    by: ParticipantId,
    since: Instant,
    joined: v.array(ParticipantId),
  }),
  v.strictObject({ state: v.literal('ended'), call: CallId, reason: CallEndReason, at: Instant }),
]);
export type Call = v.InferOutput<typeof Call>;

/** Whether a recorder is writing now, and since when; `stopped` says why the latest segment ended. */
export const Recording = v.variant('state', [
  v.strictObject({ state: v.literal('off') }),
  v.strictObject({
    state: v.literal('on'),
    segment: SegmentId,
    since: Instant,
    modalities: v.array(Modality),
  }),
  v.strictObject({ state: v.literal('stopped'), at: Instant, reason: v.string() }),
]);
export type Recording = v.InferOutput<typeof Recording>;

/**
 * Consent in the running call as *one* party sees it. Of the others it says only who has a consent in force, so that
 * a refusal looks like no answer yet (RG5).
 */
export const ConsentView = v.strictObject({
  request: v.nullable(v.strictObject({ request: RequestId, by: ParticipantId, at: Instant })),
  mine: v.variant('state', [
    v.strictObject({ state: v.literal('unasked') }),
    v.strictObject({ state: v.literal('asked') }),
    v.strictObject({ state: v.literal('refused') }),
    v.strictObject({
      state: v.literal('given'),
      at: Instant,
      modalities: v.array(Modality),
      receipt: v.string(),
    }),
    v.strictObject({ state: v.literal('withdrawn'), at: Instant, receipt: v.string() }),
  ]),
  given: v.array(ParticipantId),
});
export type ConsentView = v.InferOutput<typeof ConsentView>;
