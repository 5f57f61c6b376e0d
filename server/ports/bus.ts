import type { AgentId, ConversationId } from '@jawort/shared/domain/ids';
import type { NoticeInput, NoticeName } from '@jawort/shared/protocol/notices';

/** A notice with its name. */
export type NoticeOf = { [Name in NoticeName]: readonly [Name, NoticeInput<Name>] }[NoticeName];

/** Who is meant: all in a conversation, one party's connections in it, one agent, all agents. `except` names a connection left out. */
export type Audience =
  | { readonly to: 'conversation'; readonly conversation: ConversationId; readonly except?: string }
  | { readonly to: 'party'; readonly conversation: ConversationId; readonly party: string }
  | { readonly to: 'agent'; readonly agent: AgentId }
  | { readonly to: 'agents' };

/** The door-bell (MS3): MAY lose anything, MUST NOT block or throw. Everything it carries can be had from the store. */
export interface Bus {
  ring(audience: Audience, ...notice: NoticeOf): void;
  subscribe(listener: (audience: Audience, ...notice: NoticeOf) => void): () => void;
}
