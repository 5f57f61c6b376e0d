import * as v from 'valibot';
import { CallId, ConversationId, MediaId, ParticipantId } from '../domain/ids.ts';
import { Call, ConsentView, Conversation, Message, ReadMarker, Recording } from '../domain/records.ts';
import { RemoteMedia } from './media.ts';
import { Inbox } from './snapshot.ts';

const conversation = ConversationId;
const inCall = { conversation: ConversationId, call: CallId };

/** What a server tells without being asked, by name. Any may be lost: `conversation:sync` gives it all again (MS3). */
export const notices = {
  'conversation:changed': v.strictObject({ conversation, now: Conversation, staffed: v.boolean() }),
  'message:posted': v.strictObject({ conversation, message: Message }),
  'message:marked': v.strictObject({ conversation, marker: ReadMarker }),
  'typing:changed': v.strictObject({ conversation, participant: ParticipantId, typing: v.boolean() }),
  'call:changed': v.strictObject({ conversation, now: Call }),
  /** The media server lost the call: join again. */
  'call:rejoin': v.strictObject(inCall),
  'media:added': v.strictObject({ ...inCall, media: RemoteMedia }),
  'media:paused': v.strictObject({ ...inCall, media: MediaId, paused: v.boolean() }),
  'media:removed': v.strictObject({ ...inCall, media: MediaId }),
  'consent:changed': v.strictObject({ conversation, now: ConsentView }),
  'consent:offered': v.strictObject({ ...inCall, offer: v.string() }),
  /** A consent or withdrawal of either party, committed and countersigned: keep it. */
  'consent:receipted': v.strictObject({ ...inCall, receipt: v.string(), statement: v.nullable(v.string()) }),
  'recording:changed': v.strictObject({ conversation, now: Recording }),
  'inbox:changed': v.strictObject({ now: Inbox }),
  'server:closing': v.strictObject({}),
} as const;

export type NoticeName = keyof typeof notices;
export type NoticeInput<Name extends NoticeName> = v.InferOutput<(typeof notices)[Name]>;
