import type { AgentId } from '@jawort/shared/domain/ids';
import { toConversation } from '../conversation/to-conversation.ts';
import type { Bus } from '../ports/bus.ts';
import type { ConversationStore } from '../ports/store.ts';
import type { Presence } from './presence.ts';

export type StaffingNewsParts = {
  readonly presence: Presence;
  readonly conversations: ConversationStore;
  readonly bus: Bus;
};

/** Tells visitors when somebody who could answer them came or went. */
export async function tellStaffing({ presence, conversations, bus }: StaffingNewsParts, agent: AgentId) {
  const concerned = await conversations.inbox(agent);
  for (const record of concerned) {
    if (record.state === 'closed') continue;
    bus.ring({ to: 'conversation', conversation: record.id }, 'conversation:changed', {
      conversation: record.id,
      now: toConversation(record),
      staffed: presence.isStaffed(record),
    });
  }
}
