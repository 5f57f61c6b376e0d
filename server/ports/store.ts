import type { NoticeRef } from '@jawort/shared/consent/notice';
import type { AgentId, ConversationId, ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import type {
  Conversation,
  Instant,
  Message,
  Participant,
  ReadMarker,
  Seq,
} from '@jawort/shared/domain/records';
import type { StoredEvent } from '@jawort/shared/events/event';

/*
 * Every promise of these ports that resolves after a write MUST resolve only when the write is committed and on disk (fsynced).
 * A failed write MUST reject with JawortError ERR_STORE_FAILED and leave nothing behind; it MUST NOT be retried silently.
 */

/** The evidence chain, append only. */
export interface EventStore extends EventReader {
  /**
   * Appends `event` as number `event.seq`; MUST reject with ERR_CONSENT_STALE when that is not the next number, and with
   * ERR_CONSENT_REPLAYED when `nonce` was used before, in any conversation.
   */
  append(conversation: ConversationId, event: StoredEvent, nonce?: string): Promise<void>;
  /** Conversations whose latest call has not ended. */
  withOpenCall(): Promise<readonly ConversationId[]>;
  /** Notes for {@link withOpenCall} whether a call runs; MAY be folded into the append of the event that says so. */
  setOpenCall(conversation: ConversationId, open: boolean): Promise<void>;
}

/** What the recorder may do with the store: read. */
export interface EventReader {
  /** All events of a conversation in order of `seq`; empty where there are none. */
  read(conversation: ConversationId): Promise<readonly StoredEvent[]>;
  /** A number that MUST change when another connection or process has committed anything since it was last asked. */
  version(): Promise<number>;
}

/** A conversation with what its participants do not see. */
export type ConversationRecord = Conversation & {
  readonly visitor: ParticipantId;
  /** SHA-256 of the visitor's token. */
  readonly tokenHash: string;
  readonly agent: { readonly id: AgentId; readonly ref: ParticipantId } | null;
  readonly head: Seq;
  readonly updatedAt: Instant;
};

export type NewConversation = Omit<ConversationRecord, 'agent' | 'head' | 'state' | 'updatedAt'>;

/** Conversations and their messages; names and text are encrypted with a key of the conversation (EV5). */
export interface ConversationStore {
  /** Creates; the same `id` again with the same `tokenHash` changes nothing, with another MUST reject with ERR_TOKEN_INVALID. */
  create(conversation: NewConversation): Promise<ConversationRecord>;
  find(conversation: ConversationId): Promise<ConversationRecord | null>;
  /** Those of a visitor's token, at most one. */
  findByToken(tokenHash: string): Promise<ConversationRecord | null>;
  /** Waiting ones, those of `agent` that are open, and the last it has closed; newest activity first. */
  inbox(agent: AgentId): Promise<readonly ConversationRecord[]>;
  /** All that `agent` has taken, closed ones too, newest activity first. */
  ofAgent(agent: AgentId): Promise<readonly ConversationRecord[]>;
  /** Takes a waiting conversation; MUST reject with ERR_ALREADY_TAKEN when another agent has it, MUST succeed again for the same. */
  assign(
    conversation: ConversationId,
    agent: { readonly id: AgentId; readonly participant: Participant },
  ): Promise<ConversationRecord>;
  close(conversation: ConversationId): Promise<ConversationRecord>;
}

export interface MessageStore {
  /** Appends with the next dense `seq`; the same message id again returns the same message (MS1). */
  post(conversation: ConversationId, message: Omit<Message, 'seq'>): Promise<Message>;
  /** Messages after `seq`, in order, at most `limit`. */
  after(conversation: ConversationId, seq: Seq, limit: number): Promise<readonly Message[]>;
  /** Moves a marker forwards, never back. */
  mark(conversation: ConversationId, marker: ReadMarker): Promise<ReadMarker>;
  markers(conversation: ConversationId): Promise<readonly ReadMarker[]>;
}

/** Who said no to what: private to each participant, never in the chain (RG5). */
export interface RefusalStore {
  refuse(conversation: ConversationId, party: ParticipantId, request: RequestId): Promise<void>;
  hasRefused(conversation: ConversationId, party: ParticipantId, request: RequestId): Promise<boolean>;
}

/** Published notices: immutable bytes by hash, and which version is in force. */
export interface NoticeStore {
  /**
   * Publishes the canonical JSON of each language; the same version with other bytes, or one that another has followed, MUST reject
   * with ERR_INVALID.
   */
  publish(notice: NoticeRef, documents: readonly string[]): Promise<void>;
  /** The version of notice `id` in force, or `null`. */
  inForce(id: string): Promise<NoticeRef | null>;
  /** The bytes of a language's document by their hash. */
  document(hash: string): Promise<string | null>;
}

export type AgentRecord = {
  readonly id: AgentId;
  readonly login: string;
  readonly name: string;
  /** Argon2id, PHC string. */
  readonly passwordHash: string;
};

export interface AgentStore {
  count(): Promise<number>;
  create(agent: AgentRecord): Promise<void>;
  findByLogin(login: string): Promise<AgentRecord | null>;
  find(agent: AgentId): Promise<AgentRecord | null>;
  /** Sessions are kept by the SHA-256 of their cookie. */
  openSession(sessionHash: string, agent: AgentId, until: Instant): Promise<void>;
  findSession(sessionHash: string, now: Instant): Promise<AgentId | null>;
  closeSession(sessionHash: string): Promise<void>;
}

/** All stores over one database. */
export interface Store {
  readonly events: EventStore;
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly refusals: RefusalStore;
  readonly notices: NoticeStore;
  readonly agents: AgentStore;
  /** Rejects when the store cannot be written to. */
  check(): Promise<void>;
  close(): Promise<void>;
}
