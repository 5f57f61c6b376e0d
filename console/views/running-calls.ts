import type { AgentClient, ConversationClient } from '@jawort/widget/core/types';

/** Those of one's conversations in whose call one is here. */
export function runningCalls(agent: AgentClient): readonly ConversationClient[] {
  const calling = agent.state.inbox?.own.filter(({ call }) => call !== null) ?? [];
  const clients = calling.map(({ conversation }) => agent.open(conversation));
  return clients.filter(({ session }) => session !== null);
}
