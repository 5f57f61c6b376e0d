import type { Inbox, InboxItem } from '@jawort/shared/protocol/snapshot';

export type InboxSections = Readonly<Record<'waiting' | 'own' | 'closed', readonly InboxItem[]>>;

/** Who waits longest comes first; of one's own, those who call, then the newest. */
export function inboxSections({ waiting, own }: Inbox): InboxSections {
  return {
    waiting: waiting.toSorted((a, b) => (a.waitingSince ?? '').localeCompare(b.waitingSince ?? '')),
    own: own.filter(({ state }) => state !== 'closed').toSorted(byUrgency),
    closed: own.filter(({ state }) => state === 'closed').toSorted(byUrgency),
  };
}

function byUrgency(a: InboxItem, b: InboxItem): number {
  const ringing = Number(b.call === 'ringing') - Number(a.call === 'ringing');
  return ringing || b.updatedAt.localeCompare(a.updatedAt);
}
