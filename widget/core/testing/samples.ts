import type { ConversationId, MessageId, ParticipantId, SiteId } from '@jawort/shared/domain/ids';
import type { Message } from '@jawort/shared/domain/records';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';

const id = (digit: string) => `0000000${digit}-0000-7000-8000-000000000000`;

/** The people and the conversation of the samples. */
export const conversation = id('1') as ConversationId;
export const visitor = id('2') as ParticipantId;
export const agent = id('3') as ParticipantId;

/** Message number `seq`, by the agent unless said otherwise. */
export function message(seq: number, author: ParticipantId = agent): Message {
  const at = '2026-11-24T09:00:00.000Z';
  return {
    id: `00000000-0000-7000-9000-${String(seq).padStart(12, '0')}` as MessageId,
    seq,
    author,
    text: `number ${seq}`,
    at,
  };
}

/** What the visitor is told of an open conversation. */
export function snapshot(parts: Partial<Snapshot> = {}): Snapshot {
  const messages = parts.messages ?? [];
  return {
    conversation: {
      id: conversation,
      site: 'demo' as SiteId,
      topic: 'hr',
      locale: 'de',
      state: 'open',
      openedAt: '2026-11-24T09:00:00.000Z',
      participants: [
        { ref: visitor, role: 'visitor', name: null },
        { ref: agent, role: 'agent', name: 'Ayşe Yılmaz' },
      ],
    },
    me: visitor,
    head: messages.at(-1)?.seq ?? 0,
    reads: [],
    call: null,
    consent: { request: null, mine: { state: 'unasked' }, given: [] },
    recording: { state: 'off' },
    staffed: true,
    ...parts,
    messages,
  };
}
