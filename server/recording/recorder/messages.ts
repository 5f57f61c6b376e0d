import * as v from 'valibot';
import { ConversationId, MediaId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import { MediaSource, Monotonic } from '@jawort/shared/domain/records';
import { RecordedFile } from '@jawort/shared/events/event';

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ofSegment = { segment: SegmentId };
const message = <const Type extends string, Entries extends v.ObjectEntries>(type: Type, entries: Entries) =>
  v.strictObject({ type: v.literal(type), ...entries });

const Tapped = v.strictObject({
  media: MediaId,
  party: ParticipantId,
  source: MediaSource,
  ssrc: whole,
  payloadType: whole,
  mimeType: v.string(),
  clockRate: whole,
  channels: whole,
});

/** What main may say to the recorder. Only `close` and silence have power; all else is verified. */
export const ToRecorder = v.variant('type', [
  message('open', { ...ofSegment, token: v.string() }),
  message('tapped', { ...ofSegment, port, legs: v.array(Tapped) }),
  message('committed', ofSegment),
  message('resumed', ofSegment),
  /** What the recorder asked for could not be done. */
  message('failed', { ...ofSegment, detail: v.string() }),
  /** Nothing of the conversation that arrived after `at` may be written. */
  message('close', { id: whole, conversation: ConversationId, at: Monotonic }),
  /** Main lives, and until `at` nobody had told it to stop. */
  message('renew', { at: Monotonic }),
]);
export type ToRecorder = v.InferOutput<typeof ToRecorder>;

/** Why a segment ended, as the recorder saw it. */
export const SealReason = v.picklist([
  'told',
  'gate-ended',
  'lease-lost',
  'refused',
  'store-failed',
  'disk-failed',
  'media-failed',
]);
export type SealReason = v.InferOutput<typeof SealReason>;

/** What the recorder says to main. */
export const FromRecorder = v.variant('type', [
  message('ready', {}),
  /** The answer to `renew`. */
  message('alive', {}),
  /** The token holds: send the RTP of `media`, paused, to `port`. */
  message('tap', { ...ofSegment, port, media: v.array(MediaId) }),
  /** All is ready and still allowed: put `recording.started` on disk. */
  message('commit', ofSegment),
  message('resume', ofSegment),
  message('recording', ofSegment),
  message('key-frame', { ...ofSegment, media: MediaId }),
  /** A `close` was obeyed: what arrived after its time is gone. */
  message('closed', { id: whole }),
  /** Everything is on disk; where it `failed`, `files` is empty and the disk has to be asked. */
  message('sealed', {
    ...ofSegment,
    reason: SealReason,
    detail: v.string(),
    files: v.array(RecordedFile),
  }),
]);
export type FromRecorder = v.InferOutput<typeof FromRecorder>;
