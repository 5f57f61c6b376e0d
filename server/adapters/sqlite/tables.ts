import type { Hash } from '@jawort/shared/crypto/hash';
import type {
  AgentId,
  ConversationId,
  MessageId,
  ParticipantId,
  RequestId,
  SiteId,
} from '@jawort/shared/domain/ids';
import type { ConversationState, Instant, Locale, Role, Seq } from '@jawort/shared/domain/records';
import type { Generated } from 'kysely';

/** The columns of every table; `Uint8Array` ones hold what the vault has sealed. */
export type Tables = {
  conversations: ConversationRow;
  conversation_keys: { conversation: ConversationId; wrapped: Uint8Array };
  participants: { conversation: ConversationId; ref: ParticipantId; role: Role; name: Uint8Array | null };
  messages: MessageRow;
  markers: { conversation: ConversationId; participant: ParticipantId; delivered: Seq; read: Seq };
  events: { conversation: ConversationId; seq: Seq; jws: string; statement: string | null };
  nonces: { nonce: string; conversation: ConversationId; seq: Seq };
  open_calls: { conversation: ConversationId };
  refusals: { conversation: ConversationId; party: ParticipantId; request: RequestId };
  notices: { position: Generated<number>; id: string; version: string; languages: string };
  notice_documents: { hash: Hash; text: string };
  agents: { id: AgentId; login: string; name: string; password_hash: string };
  sessions: { hash: string; agent: AgentId; until: Instant };
};

type ConversationRow = {
  id: ConversationId;
  site: SiteId;
  topic: string;
  locale: Locale;
  state: ConversationState;
  opened_at: Instant;
  updated_at: Instant;
  visitor: ParticipantId;
  token_hash: string;
  agent_id: AgentId | null;
  agent_ref: ParticipantId | null;
  head: Seq;
};

type MessageRow = {
  conversation: ConversationId;
  seq: Seq;
  id: MessageId;
  author: ParticipantId;
  text: Uint8Array;
  at: Instant;
};
