import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { Seq } from '@jawort/shared/domain/records';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import type { ConversationRecord, MessageStore } from '../ports/store.ts';
import { toConversation } from './to-conversation.ts';
import type { CallViews, ConsentViews, RecordingViews, Staffing } from './views.ts';

const messagesAtMost = 200;

export type SnapshotParts = {
  readonly messages: MessageStore;
  readonly calls: CallViews;
  readonly consents: ConsentViews;
  readonly recordings: RecordingViews;
  readonly staffing: Staffing;
};

/** Conversations as one participant may see them now. */
export class Snapshots {
  readonly #parts: SnapshotParts;

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
  }

  /** With the messages after `after`, so that a client fills its gap (MS2, MS3). */
  async of(record: ConversationRecord, me: ParticipantId, after: Seq): Promise<Snapshot> {
    const { messages, calls, consents, recordings, staffing } = this.#parts;
    const found = await messages.after(record.id, after, messagesAtMost);
    return {
      conversation: toConversation(record),
      me,
      messages: [...found],
      head: Math.max(record.head, found.at(-1)?.seq ?? 0),
      reads: [...(await messages.markers(record.id))],
      call: await calls.current(record.id),
      consent: await consents.of(record.id, me),
      recording: recordings.state(record.id),
      staffed: staffing.isStaffed(record),
    };
  }
}
