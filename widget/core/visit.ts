import type { ConversationId } from '@jawort/shared/domain/ids';
import type { VisitorToken } from '@jawort/shared/protocol/requests';
import type { Random, SessionMemory } from './host.ts';

/** A visitor's conversation, and the secret that proves it is theirs. */
export type Visit = { readonly conversation: ConversationId; readonly token: VisitorToken };

/** A fresh conversation and secret. */
export function newVisit(random: Random): Visit {
  return { conversation: random.id() as ConversationId, token: random.secret() as VisitorToken };
}

/** The visit of this tab to `site`, or `null`. */
export function recallVisit(memory: SessionMemory, site: string): Visit | null {
  const [conversation, token] = memory.get(visitName(site))?.split(' ') ?? [];
  if (!conversation || !token) return null;
  return { conversation: conversation as ConversationId, token: token as VisitorToken };
}

/** Keeps a visit for this tab; to be called only once the conversation is open (PE1). */
export function rememberVisit(memory: SessionMemory, site: string, visit: Visit): void {
  memory.set(visitName(site), `${visit.conversation} ${visit.token}`);
}

/** Lets go of a visit. */
export function forgetVisit(memory: SessionMemory, site: string): void {
  memory.remove(visitName(site));
}

function visitName(site: string): string {
  return `visit.${site}`;
}
