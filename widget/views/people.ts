import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { Conversation, Participant } from '@jawort/shared/domain/records';
import type { Words } from '../locales/words.ts';

/** The member of staff in a conversation, if there is one: the latest who took it. */
export function agentOf(conversation: Conversation | null): Participant | undefined {
  return conversation?.participants.findLast(({ role }) => role === 'agent');
}

/** What a participant is called, in words where there is no name. */
export function nameOf(conversation: Conversation | null, ref: ParticipantId | null, words: Words): string {
  const person = conversation?.participants.find((one) => one.ref === ref);
  return person?.name ?? (person?.role === 'visitor' ? words.visitor : words.agent);
}

/** Up to two initials, for want of a face. */
export function initialsOf(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const ends = [...parts.slice(0, 1), ...parts.slice(1).slice(-1)];
  return ends
    .map((part) => String.fromCodePoint(part.codePointAt(0) ?? 0))
    .join('')
    .toUpperCase();
}
