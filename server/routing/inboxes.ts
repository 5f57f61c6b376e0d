import type { AgentId, ConversationId } from '@jawort/shared/domain/ids';
import type { Inbox, InboxItem } from '@jawort/shared/protocol/snapshot';
import type { CallViews } from '../conversation/views.ts';
import type { Bus, NoticeOf } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationRecord, ConversationStore, EventStore, MessageStore } from '../ports/store.ts';
import type { Presence } from './presence.ts';

/** Changes that come within this time are told as one. */
const gatherMs = 50;
const previewLength = 120;

export type InboxesParts = {
  readonly conversations: ConversationStore;
  readonly events: Pick<EventStore, 'withOpenCall'>;
  readonly messages: MessageStore;
  readonly calls: CallViews;
  readonly presence: Presence;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
};

/** What each agent has to do: the waiting conversations and their own. */
export class Inboxes {
  readonly #parts: InboxesParts;
  readonly #concerned = new Set<AgentId>();

  constructor(parts: InboxesParts) {
    this.#parts = parts;
  }

  async of(agent: AgentId): Promise<Inbox> {
    const records = await this.#parts.conversations.inbox(agent);
    const calling = new Set(await this.#parts.events.withOpenCall());
    const items = await Promise.all(
      records.map(async (record) => ({
        ...(await this.#item(record)),
        call: calling.has(record.id) ? await this.#call(record) : null,
      })),
    );
    const isWaiting = ({ state }: InboxItem) => state === 'waiting';
    return { waiting: items.filter(isWaiting), own: items.filter((item) => !isWaiting(item)) };
  }

  /** Listens to the bus and tells the agents who are there of what changes their inbox. */
  watch(): () => void {
    return this.#parts.bus.subscribe((_audience, ...notice) => {
      const conversation = changedBy(notice);
      if (conversation === null) return;
      this.#note(conversation, notice[0] === 'conversation:changed').catch(this.#parts.onError);
    });
  }

  async #note(conversation: ConversationId, concernsAll: boolean): Promise<void> {
    const { conversations, presence } = this.#parts;
    const agent = concernsAll ? null : (await conversations.find(conversation))?.agent;
    for (const one of presence.agents) if (!agent || agent.id === one) this.#gather(one);
  }

  #gather(agent: AgentId): void {
    if (this.#concerned.has(agent)) return;
    this.#concerned.add(agent);
    this.#parts.clock.after(gatherMs, () => {
      this.#concerned.delete(agent);
      this.#tell(agent).catch(this.#parts.onError);
    });
  }

  async #tell(agent: AgentId): Promise<void> {
    this.#parts.bus.ring({ to: 'agent', agent }, 'inbox:changed', { now: await this.of(agent) });
  }

  async #item(record: ConversationRecord): Promise<Omit<InboxItem, 'call'>> {
    const { id, site, topic, locale, state, updatedAt, head, participants, visitor } = record;
    return {
      ...{ conversation: id, site, topic, locale, state, updatedAt, head },
      visitor: participants.find(({ ref }) => ref === visitor)?.name ?? null,
      preview: await this.#preview(record),
      waitingSince: state === 'waiting' ? record.openedAt : null,
      read: await this.#read(record),
    };
  }

  async #preview({ id, head }: ConversationRecord): Promise<string | null> {
    if (head === 0) return null;
    const [last] = await this.#parts.messages.after(id, head - 1, 1);
    return last ? last.text.slice(0, previewLength).toWellFormed() : null;
  }

  async #call({ id }: ConversationRecord): Promise<InboxItem['call']> {
    const call = await this.#parts.calls.current(id);
    return call === null || call.state === 'ended' ? null : call.state;
  }

  async #read({ id, agent }: ConversationRecord): Promise<number> {
    const markers = agent ? await this.#parts.messages.markers(id) : [];
    return markers.find(({ participant }) => participant === agent?.ref)?.read ?? 0;
  }
}

function changedBy([name, payload]: NoticeOf): ConversationId | null {
  switch (name) {
    case 'conversation:changed':
    case 'message:posted':
    case 'message:marked':
    case 'call:changed':
      return payload.conversation;
    default:
      return null;
  }
}
