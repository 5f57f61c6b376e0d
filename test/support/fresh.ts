import { toBase64url } from '@jawort/shared/crypto/base64url';
import type {
  AgentId,
  CallId,
  ConversationId,
  MessageId,
  ParticipantId,
  RequestId,
  WithdrawalId,
} from '@jawort/shared/domain/ids';
import type { VisitorToken } from '@jawort/shared/protocol/requests';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Fresh ids, each of its kind. */
export const fresh = {
  agent: () => v7() as AgentId,
  call: () => v7() as CallId,
  conversation: () => v7() as ConversationId,
  message: () => v7() as MessageId,
  participant: () => v7() as ParticipantId,
  request: () => v7() as RequestId,
  token: () => toBase64url(randomBytes(32)) as VisitorToken,
  withdrawal: () => v7() as WithdrawalId,
};
