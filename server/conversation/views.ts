import type { ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Call, ConsentView, Recording } from '@jawort/shared/domain/records';
import type { ConversationRecord } from '../ports/store.ts';

/** What calls tell a snapshot and an inbox. */
export interface CallViews {
  /** The running call, or the one that ended last; `null` where there was none. */
  current(conversation: ConversationId): Promise<Call | null>;
}

/** What consent tells a snapshot. */
export interface ConsentViews {
  /** As `party` may see it, and no other (RG5). */
  of(conversation: ConversationId, party: ParticipantId): Promise<ConsentView>;
}

/** What recording tells a snapshot. */
export interface RecordingViews {
  state(conversation: ConversationId): Recording;
}

/** Whether somebody is there to answer. */
export interface Staffing {
  isStaffed(conversation: Pick<ConversationRecord, 'agent'>): boolean;
}
