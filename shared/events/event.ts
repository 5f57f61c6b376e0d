import * as v from 'valibot';
import { NoticeRef, PurposeId } from '../consent/notice.ts';
import { Nonce } from '../consent/statement.ts';
import { Hash } from '../crypto/hash.ts';
import { PublicKey } from '../crypto/public-key.ts';
import {
  CallId,
  ConversationId,
  MediaId,
  ParticipantId,
  RequestId,
  SegmentId,
  SiteId,
  WithdrawalId,
} from '../domain/ids.ts';
import {
  CallEndReason,
  CallKind,
  Instant,
  MediaSource,
  Modality,
  Monotonic,
  Role,
  Seq,
} from '../domain/records.ts';

const ofCall = { call: CallId };
const ofParty = { call: CallId, party: ParticipantId };
const body = <const Type extends string, Entries extends v.ObjectEntries>(type: Type, entries: Entries) =>
  v.strictObject({ type: v.literal(type), ...entries });

/** A recorded file as its sealing event names it. */
export const RecordedFile = v.strictObject({
  party: ParticipantId,
  name: v.string(),
  bytes: Seq,
  sha256: Hash,
  /** Head of the hash chain that begins with the gate token. */
  chain: Hash,
});
export type RecordedFile = v.InferOutput<typeof RecordedFile>;

/** Everything the gate looks at, and what the recorder did (RG3). No event holds text, names or addresses of people (EV5). */
export const EventBody = v.variant('type', [
  body('conversation.opened', { site: SiteId, visitor: ParticipantId }),
  body('agent.assigned', { party: ParticipantId }),
  body('conversation.closed', { count: Seq }),
  body('notice.published', { notice: NoticeRef }),
  body('call.started', { ...ofCall, kind: CallKind, by: ParticipantId }),
  body('call.interrupted', {
    ...ofCall,
    reason: v.picklist(['restart', 'media-lost', 'store-failed']),
  }),
  body('call.ended', { ...ofCall, reason: CallEndReason }),
  /** `key` is the thumbprint of the key that the party said it holds there: a consent by another counts no longer. */
  body('party.joined', { ...ofParty, role: Role, key: v.nullable(Hash) }),
  body('party.lost', { ...ofParty }),
  body('party.left', { ...ofParty }),
  body('media.added', { ...ofParty, media: MediaId, source: MediaSource }),
  body('media.removed', { ...ofParty, media: MediaId }),
  body('clock.jump', { ...ofCall, wallMs: v.number(), monotonicMs: v.number() }),
  body('key.bound', { ...ofParty, key: PublicKey }),
  body('consent.requested', { ...ofCall, request: RequestId, by: ParticipantId, purpose: PurposeId }),
  body('consent.given', { ...ofParty, request: RequestId, nonce: Nonce, statement: Hash }),
  body('consent.withdrawn', {
    ...ofParty,
    purpose: PurposeId,
    id: WithdrawalId,
    /** `null` where an authenticated connection withdrew without the key. */
    statement: v.nullable(Hash),
  }),
  body('recording.started', {
    ...ofCall,
    segment: SegmentId,
    token: Hash,
    gate: Seq,
    modalities: v.array(Modality),
  }),
  body('recording.stopped', {
    ...ofCall,
    segment: SegmentId,
    reason: v.picklist(['closed', 'interrupted', 'failed']),
    files: v.array(RecordedFile),
  }),
  /** The media of a segment were deleted; what was said about them stays. */
  body('recording.deleted', { ...ofCall, segment: SegmentId, reason: v.picklist(['retention']) }),
]);
export type EventBody = v.InferOutput<typeof EventBody>;
export type EventType = EventBody['type'];

/**
 * The payload of a `jawort-event+jws`, by which the server countersigns an event. `prev` is the SHA-256 of the JWS before it in the
 * conversation, `null` for the first. For a consent this JWS is the receipt.
 */
export const Event = v.strictObject({
  v: v.literal(1),
  conversation: ConversationId,
  seq: v.pipe(Seq, v.minValue(1)),
  prev: v.nullable(Hash),
  at: Instant,
  mono: Monotonic,
  body: EventBody,
});
export type Event = v.InferOutput<typeof Event>;

/** An event as it is stored: the server's JWS and, for a consent, the party's own. */
export type StoredEvent = {
  readonly seq: Seq;
  readonly jws: string;
  readonly statement: string | null;
};
