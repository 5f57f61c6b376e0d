import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import type { AgentClient } from '@jawort/widget/core/types';

/** Conversations in which a visitor rings. Whoever calls is in the call at once, so one's own calls have a session here. */
export function incomingCalls(agent: AgentClient): readonly InboxItem[] {
  const ringing = agent.state.inbox?.own.filter(({ call }) => call === 'ringing') ?? [];
  return ringing.filter(({ conversation }) => agent.open(conversation).session === null);
}
