import type { AgentId, ConversationId, SiteId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBus } from '../../test/support/fake-bus.ts';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { fresh } from '../../test/support/fresh.ts';
import { openTemporaryStore, type TemporaryStore } from '../../test/support/temporary-store.ts';
import { Presence } from './presence.ts';
import { tellStaffing } from './staffing-news.ts';

const at = '2026-11-24T09:00:00.000Z';

describe('news of an agent who came or went', () => {
  let clock: FakeClock;
  let under: TemporaryStore;
  let presence: Presence;
  let bus: FakeBus;
  beforeEach(async () => {
    clock = new FakeClock();
    under = await openTemporaryStore(clock);
    [presence, bus] = [new Presence(clock), new FakeBus()];
  });
  afterEach(() => under.remove());

  async function open(): Promise<ConversationId> {
    const visitor = fresh.participant();
    const { id } = await under.store.conversations.create({
      ...{
        id: fresh.conversation(),
        site: 'demo' as SiteId,
        topic: 'hr',
        locale: 'de',
        openedAt: at,
        visitor,
      },
      ...{ tokenHash: fresh.token(), participants: [{ ref: visitor, role: 'visitor', name: null }] },
    });
    return id;
  }

  async function take(agent: AgentId): Promise<ConversationId> {
    const id = await open();
    const participant = { ref: fresh.participant(), role: 'agent', name: 'Ayşe Yılmaz' } as const;
    await under.store.conversations.assign(id, { id: agent, participant });
    return id;
  }

  async function anAgent(): Promise<AgentId> {
    const id = fresh.agent();
    await under.store.agents.create({ id, login: id, name: 'Ayşe Yılmaz', passwordHash: '$argon2id$' });
    return id;
  }

  /** Who was told what, by conversation. */
  async function newsOf(agent: AgentId): Promise<ReadonlyMap<ConversationId, boolean>> {
    bus = new FakeBus();
    await tellStaffing({ presence, conversations: under.store.conversations, bus }, agent);
    for (const { audience, notice } of bus.rung)
      assert.deepEqual(audience, {
        to: 'conversation',
        conversation: notice[0] === 'conversation:changed' && notice[1].conversation,
      });
    return new Map(
      bus.all('conversation:changed').map(({ conversation, staffed }) => [conversation, staffed]),
    );
  }

  it('goes to those who wait and to the agent’s own, open ones', async () => {
    const [ayse, jonas] = [await anAgent(), await anAgent()];
    const [waiting, own, closed] = [await open(), await take(ayse), await take(ayse)];
    await take(jonas);
    await under.store.conversations.close(closed);
    presence.arrive(ayse, 'a');
    assert.deepEqual(await newsOf(ayse), new Map([waiting, own].map((id) => [id, true])));
    presence.leave(ayse, 'a');
    clock.advance(5000);
    assert.deepEqual(await newsOf(ayse), new Map([waiting, own].map((id) => [id, false])));
  });

  it('tells those who wait that they are still attended to where another agent is there', async () => {
    const [ayse, jonas] = [await anAgent(), await anAgent()];
    const [waiting, own] = [await open(), await take(ayse)];
    presence.arrive(jonas, 'b');
    assert.deepEqual(
      await newsOf(ayse),
      new Map([
        [waiting, true],
        [own, false],
      ]),
    );
  });

  it('says nothing else of the conversation than what its participants know', async () => {
    const ayse = await anAgent();
    const id = await take(ayse);
    await newsOf(ayse);
    const [{ now } = assert.fail()] = bus.all('conversation:changed');
    const { site, topic, locale, state, openedAt, participants, ...rest } = now;
    assert.deepEqual(
      [site, topic, locale, state, openedAt, participants.length],
      ['demo', 'hr', 'de', 'open', at, 2],
    );
    assert.deepEqual(rest, { id });
  });
});
