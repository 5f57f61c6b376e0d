import type { Conversation } from '@jawort/shared/domain/records';
import type { ConversationRecord } from '../ports/store.ts';

/** What a conversation's participants may see of its record. */
export function toConversation(record: ConversationRecord): Conversation {
  const { id, site, topic, locale, state, openedAt, participants } = record;
  return { id, site, topic, locale, state, openedAt, participants: [...participants] };
}
