import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Recording } from '@jawort/shared/domain/records';

/** Keeps the gate of a conversation closed until released; idempotent. A hold that is never released lasts as long as the process. */
export interface Hold {
  release(): void;
}

/** What calls and consent know of recording: how to stop it, and that something has changed. They cannot start it (RG9). */
export interface RecordingGuard {
  /**
   * Closes now and keeps closed. MUST resolve only when the recorder has acknowledged that nothing received after monotonic `at`
   * (nanoseconds) will be written, or is gone. MUST NOT need the store (EV2): a full disk cannot hold a withdrawal up.
   */
  hold(conversation: ConversationId, at: bigint): Promise<Hold>;
  /** Re-reads the gate from the store and opens, closes or rotates accordingly; call after every event of a call. */
  reconsider(conversation: ConversationId): void;
  /** What to tell people now. */
  state(conversation: ConversationId): Recording;
}
