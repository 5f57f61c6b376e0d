import * as v from 'valibot';
import { ConversationId, ParticipantId, SiteId } from '../domain/ids.ts';
import {
  Call,
  ConsentView,
  Conversation,
  Instant,
  Locale,
  Message,
  ReadMarker,
  Recording,
  Seq,
} from '../domain/records.ts';

/** A conversation as one participant may see it now, with the messages after the `seq` asked for (MS2, MS3). */
export const Snapshot = v.strictObject({
  conversation: Conversation,
  me: ParticipantId,
  messages: v.array(Message),
  /** The conversation's highest message `seq`; more than the last of `messages` means: sync again from there. */
  head: Seq,
  reads: v.array(ReadMarker),
  call: v.nullable(Call),
  consent: ConsentView,
  recording: Recording,
  /** Whether somebody is there to answer. */
  staffed: v.boolean(),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** A conversation in an agent's inbox. */
export const InboxItem = v.strictObject({
  conversation: ConversationId,
  site: SiteId,
  topic: v.string(),
  locale: Locale,
  state: v.picklist(['waiting', 'open', 'closed']),
  visitor: v.nullable(v.string()),
  preview: v.nullable(v.string()),
  waitingSince: v.nullable(Instant),
  updatedAt: Instant,
  head: Seq,
  read: Seq,
  call: v.nullable(v.picklist(['ringing', 'active'])),
});
export type InboxItem = v.InferOutput<typeof InboxItem>;

export const Inbox = v.strictObject({ waiting: v.array(InboxItem), own: v.array(InboxItem) });
export type Inbox = v.InferOutput<typeof Inbox>;
