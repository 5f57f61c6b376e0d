import { createHash } from 'node:crypto';
import type { AgentId, ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { RequestInput } from '@jawort/shared/protocol/requests';
import { JawortError } from '../error.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { ConversationRecord, ConversationStore, NewConversation } from '../ports/store.ts';
import type { Chain } from './chain.ts';
import type { NoticesInForce } from './notices-in-force.ts';
import type { Site } from './site.ts';
import { toConversation } from './to-conversation.ts';
import type { Staffing } from './views.ts';

export type LifecycleParts = {
  readonly conversations: ConversationStore;
  readonly chain: Chain;
  readonly notices: NoticesInForce;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly staffing: Staffing;
  /** Ends what runs in a conversation before it closes: its call. */
  readonly beforeClose: (conversation: ConversationId) => Promise<void>;
};

/** SHA-256 of a visitor's token: all that is ever stored of it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** A conversation from its opening to its close. Each step can be repeated until it is acknowledged. */
export class Lifecycle {
  readonly #parts: LifecycleParts;

  constructor(parts: LifecycleParts) {
    this.#parts = parts;
  }

  async open(input: RequestInput<'conversation:open'>, site: Site): Promise<ConversationRecord> {
    const { chain, conversations, notices } = this.#parts;
    expectTopic(input.topic, site);
    const record = await conversations.create(this.#newConversation(input, site));
    expectSite(record, site);
    const { id, visitor } = record;
    await chain.appendUnless(
      id,
      { type: 'conversation.opened', site: record.site, visitor },
      ({ type }) => type === 'conversation.opened',
    );
    await notices.publish(record);
    this.#tell(record);
    return record;
  }

  /** Gives a waiting conversation to an agent. */
  async accept(
    conversation: ConversationId,
    agent: { readonly id: AgentId; readonly name: string },
  ): Promise<ConversationRecord> {
    const { chain, conversations, ids } = this.#parts;
    const ref = ids.next() as ParticipantId;
    const participant = { ref, role: 'agent', name: agent.name } as const;
    const record = await conversations.assign(conversation, { id: agent.id, participant });
    const party = record.agent?.ref ?? ref;
    await chain.appendUnless(
      conversation,
      { type: 'agent.assigned', party },
      (body) => body.type === 'agent.assigned' && body.party === party,
    );
    this.#tell(record);
    return record;
  }

  /** Closes: nothing can be said any more, and the evidence says how much had been. */
  async close(conversation: ConversationId): Promise<void> {
    const { beforeClose, chain, conversations } = this.#parts;
    await beforeClose(conversation);
    const record = await conversations.close(conversation);
    await chain.appendUnless(
      conversation,
      { type: 'conversation.closed', count: record.head },
      ({ type }) => type === 'conversation.closed',
    );
    // A call may have begun while the close was being stored; from here on none can.
    await beforeClose(conversation);
    this.#tell(record);
  }

  #newConversation(input: RequestInput<'conversation:open'>, site: Site): NewConversation {
    const visitor = this.#parts.ids.next() as ParticipantId;
    return {
      id: input.conversation,
      site: site.id,
      topic: input.topic,
      locale: input.locale,
      openedAt: this.#parts.clock.now().toISOString(),
      visitor,
      tokenHash: hashToken(input.token),
      participants: [{ ref: visitor, role: 'visitor', name: input.name ?? null }],
    };
  }

  #tell(record: ConversationRecord): void {
    const { bus, staffing } = this.#parts;
    bus.ring({ to: 'conversation', conversation: record.id }, 'conversation:changed', {
      conversation: record.id,
      now: toConversation(record),
      staffed: staffing.isStaffed(record),
    });
  }
}

function expectSite(record: ConversationRecord, site: Site): void {
  if (record.site === site.id) return;
  throw new JawortError('ERR_TOKEN_INVALID', 'This conversation is of another site.', { field: 'token' });
}

function expectTopic(topic: string, site: Site): void {
  if (site.topics.some(({ id }) => id === topic)) return;
  const known = site.topics.map(({ id }) => id).join(', ');
  throw new JawortError('ERR_INVALID', `The site has no topic "${topic}"; it has ${known}.`, {
    field: 'topic',
  });
}
