import type { AgentId, ConversationId } from '@jawort/shared/domain/ids';
import type { Audience } from '../ports/bus.ts';

/** Names of the groups that connections are in. */
export const rooms = {
  conversation: (conversation: ConversationId) => `conversation ${conversation}`,
  party: (conversation: ConversationId, party: string) => `party ${conversation} ${party}`,
  agent: (agent: AgentId) => `agent ${agent}`,
  agents: 'agents',
  session: (hash: string) => `session ${hash}`,
} as const;

/** The group that an audience is. */
export function roomOf(audience: Audience): string {
  switch (audience.to) {
    case 'conversation':
      return rooms.conversation(audience.conversation);
    case 'party':
      return rooms.party(audience.conversation, audience.party);
    case 'agent':
      return rooms.agent(audience.agent);
    case 'agents':
      return rooms.agents;
  }
}
