import type { AgentId, ConversationId, SiteId } from '@jawort/shared/domain/ids';
import type { Call } from '@jawort/shared/domain/records';
import type { Inbox, InboxItem } from '@jawort/shared/protocol/snapshot';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { fresh } from '../../test/support/fresh.ts';
import { openTemporaryStore, type TemporaryStore } from '../../test/support/temporary-store.ts';
import { until } from '../../test/support/until.ts';
import { MemoryBus } from '../adapters/memory/memory-bus.ts';
import { toConversation } from '../conversation/to-conversation.ts';
import type { NoticeOf } from '../ports/bus.ts';
import type { Cancel } from '../ports/clock.ts';
import type { ConversationRecord, Store } from '../ports/store.ts';
import { Inboxes } from './inboxes.ts';
import { Presence } from './presence.ts';

/** A clock that knows how many tasks wait for it. */
class WatchedClock extends FakeClock {
  waiting = 0;

  override after(ms: number, task: () => void): Cancel {
    this.waiting++;
    return super.after(ms, () => {
      this.waiting--;
      task();
    });
  }
}

type Told = { readonly agent: AgentId; readonly inbox: Inbox };

const at = '2026-11-24T09:00:00.000Z';

let clock: WatchedClock;
let under: TemporaryStore;
let store: Store;
let presence: Presence;
let bus: MemoryBus;
let inboxes: Inboxes;
let calls: Map<ConversationId, Call>;
let told: Told[];
let problems: unknown[];
let ayse: AgentId;
let jonas: AgentId;

beforeEach(async () => {
  clock = new WatchedClock();
  under = await openTemporaryStore(clock);
  store = under.store;
  presence = new Presence(clock);
  calls = new Map();
  [told, problems] = [[], []];
  const onError = (error: unknown) => void problems.push(error);
  bus = new MemoryBus(onError);
  const running = { current: async (conversation: ConversationId) => calls.get(conversation) ?? null };
  inboxes = new Inboxes({ ...store, calls: running, presence, bus, clock, onError });
  inboxes.watch();
  bus.subscribe((audience, ...[name, payload]) => {
    if (audience.to === 'agent' && name === 'inbox:changed')
      told.push({ agent: audience.agent, inbox: payload.now });
  });
  [ayse, jonas] = [await anAgent('Ayşe Yılmaz'), await anAgent('Jonas Weber')];
});
afterEach(() => under.remove());

async function anAgent(name: string): Promise<AgentId> {
  const id = fresh.agent();
  await store.agents.create({ id, login: id, name, passwordHash: '$argon2id$' });
  presence.arrive(id, name);
  return id;
}

function open(name: string | null = null): Promise<ConversationRecord> {
  const visitor = fresh.participant();
  return store.conversations.create({
    ...{ id: fresh.conversation(), site: 'demo' as SiteId, topic: 'hr', locale: 'de', openedAt: at, visitor },
    ...{ tokenHash: fresh.token(), participants: [{ ref: visitor, role: 'visitor', name }] },
  });
}

async function take(agent: AgentId, name: string | null = null): Promise<ConversationRecord> {
  const { id } = await open(name);
  const participant = { ref: fresh.participant(), role: 'agent', name: 'Ayşe Yılmaz' } as const;
  return store.conversations.assign(id, { id: agent, participant });
}

function post({ id, visitor }: ConversationRecord, text: string) {
  return store.messages.post(id, { id: fresh.message(), author: visitor, text, at });
}

describe('an inbox', () => {
  const idsIn = (items: readonly InboxItem[]) => items.map(({ conversation }) => conversation).sort();

  it('holds what waits for anybody and what the agent has taken, open or closed', async () => {
    const [waiting, own, closed] = [await open(), await take(ayse), await take(ayse)];
    await take(jonas);
    await store.conversations.close(closed.id);
    const inbox = await inboxes.of(ayse);
    assert.deepEqual(idsIn(inbox.waiting), [waiting.id]);
    assert.deepEqual(idsIn(inbox.own), [own.id, closed.id].sort());
    assert.deepEqual(new Set(inbox.own.map(({ state }) => state)), new Set(['open', 'closed']));
  });

  it('says of a conversation who waits, since when, and what was said last', async () => {
    const record = await open('Mia');
    await post(record, 'Guten Tag');
    await post(record, `${'a'.repeat(119)}𝒸 and more`);
    const [item] = (await inboxes.of(ayse)).waiting;
    assert.deepEqual(item, {
      ...{
        conversation: record.id,
        site: 'demo',
        topic: 'hr',
        locale: 'de',
        state: 'waiting',
        visitor: 'Mia',
      },
      ...{
        preview: `${'a'.repeat(119)}\ufffd`,
        waitingSince: at,
        updatedAt: at,
        head: 2,
        read: 0,
        call: null,
      },
    });
  });

  it('says how far its own agent has read, and of nothing that waits any more', async () => {
    const record = await take(ayse);
    await post(record, 'a');
    await post(record, 'b');
    const mark = (participant: typeof record.visitor, read: number) =>
      store.messages.mark(record.id, { participant, delivered: 2, read });
    await mark(record.visitor, 2);
    await mark(record.agent?.ref ?? record.visitor, 1);
    const [item] = (await inboxes.of(ayse)).own;
    assert.deepEqual([item?.preview, item?.head, item?.read, item?.waitingSince], ['b', 2, 1, null]);
  });

  it('has neither text nor call where nothing was said', async () => {
    await open();
    const [item] = (await inboxes.of(ayse)).waiting;
    assert.deepEqual([item?.preview, item?.head, item?.visitor, item?.call], [null, 0, null, null]);
  });

  it('says whether a call rings or runs', async () => {
    const { id, visitor: by } = await take(ayse);
    const call = fresh.call();
    const callNow = async (now: Call) => {
      calls.set(id, now);
      return (await inboxes.of(ayse)).own[0]?.call;
    };
    await store.events.setOpenCall(id, true);
    assert.equal(await callNow({ state: 'ringing', call, kind: 'voice', by, until: at }), 'ringing');
    assert.equal(
      await callNow({ state: 'active', call, kind: 'voice', by, since: at, joined: [] }),
      'active',
    );
    assert.equal(await callNow({ state: 'ended', call, reason: 'hung-up', at }), null);
  });
});

describe('the agents who are there', () => {
  const toldTo = () => told.map(({ agent }) => (agent === ayse ? 'Ayşe' : 'Jonas')).sort();

  /** Rings the bell, and lets the time pass in which changes are gathered, for so many agents. */
  async function ring(count: number, { id }: ConversationRecord, ...notice: NoticeOf): Promise<void> {
    bus.ring({ to: 'conversation', conversation: id }, ...notice);
    await until(() => clock.waiting > 0);
    assert.equal(clock.waiting, count);
    clock.advance(50);
    await until(() => told.length === count);
  }

  const changed = (record: ConversationRecord): NoticeOf => [
    'conversation:changed',
    { conversation: record.id, now: toConversation(record), staffed: true },
  ];

  it('are all told of a conversation that changed, since it may have begun or ceased to wait', async () => {
    const record = await take(ayse);
    await ring(2, record, ...changed(record));
    assert.deepEqual(toldTo(), ['Ayşe', 'Jonas']);
    for (const { agent, inbox } of told) assert.deepEqual(inbox, await inboxes.of(agent));
  });

  it('are told of what happens in their own conversations, and in no other’s', async () => {
    const record = await take(ayse);
    const { id: conversation, visitor: participant } = record;
    const message = await post(record, 'a');
    const ended = { state: 'ended', call: fresh.call(), reason: 'hung-up', at } as const;
    for (const notice of [
      ['message:posted', { conversation, message }],
      ['message:marked', { conversation, marker: { participant, delivered: 1, read: 1 } }],
      ['call:changed', { conversation, now: ended }],
    ] as const) {
      told = [];
      await ring(1, record, ...notice);
      assert.deepEqual(toldTo(), ['Ayşe'], notice[0]);
    }
  });

  it('are all told of what happens in a conversation that waits', async () => {
    const record = await open();
    const message = await post(record, 'a');
    await ring(2, record, 'message:posted', { conversation: record.id, message });
    assert.deepEqual(toldTo(), ['Ayşe', 'Jonas']);
    assert.equal(told[0]?.inbox.waiting[0]?.preview, 'a');
  });

  it('are told of nothing that changes no inbox', async () => {
    const [record, other] = [await take(ayse), await take(jonas)];
    const { id: conversation, visitor: participant } = record;
    const others: readonly NoticeOf[] = [
      ['typing:changed', { conversation, participant, typing: true }],
      ['recording:changed', { conversation, now: { state: 'off' } }],
      ['inbox:changed', { now: { waiting: [], own: [] } }],
      ['server:closing', {}],
    ];
    for (const notice of others) bus.ring({ to: 'conversation', conversation }, ...notice);
    const message = await post(other, 'a');
    await ring(1, other, 'message:posted', { conversation: other.id, message });
    assert.deepEqual(toldTo(), ['Jonas']);
    assert.deepEqual(problems, []);
  });

  it('are told once of all that changes within a twentieth of a second, as it is then', async () => {
    const record = await take(ayse);
    for (let count = 0; count < 5; count++) bus.ring({ to: 'agents' }, ...changed(record));
    assert.equal(clock.waiting, 2);
    clock.advance(49);
    assert.equal(clock.waiting, 2);
    bus.ring({ to: 'agents' }, ...changed(record));
    await post(record, 'late');
    clock.advance(1);
    await until(() => told.length === 2);
    assert.equal(clock.waiting, 0);
    const ofAyse = told.find(({ agent }) => agent === ayse);
    assert.equal(ofAyse?.inbox.own[0]?.preview, 'late');
  });

  it('are told again of what changes after that', async () => {
    const record = await take(ayse);
    await ring(2, record, ...changed(record));
    told = [];
    await ring(2, record, ...changed(record));
    assert.deepEqual(toldTo(), ['Ayşe', 'Jonas']);
  });

  it('are alone in being told', async () => {
    presence.leave(jonas, 'Jonas Weber');
    clock.advance(5000);
    const [own, waiting] = [await take(jonas), await open()];
    const message = await post(own, 'a');
    bus.ring({ to: 'agents' }, 'message:posted', { conversation: own.id, message });
    await ring(1, waiting, 'message:posted', { conversation: waiting.id, message });
    assert.deepEqual(toldTo(), ['Ayşe']);
    told = [];
    await ring(1, own, ...changed(own));
    assert.deepEqual(toldTo(), ['Ayşe']);
  });

  it('are told nothing where the store fails, which is told to the operator', async () => {
    const record = await take(ayse);
    const message = await post(record, 'a');
    bus.ring({ to: 'agents' }, ...changed(record));
    await store.close();
    bus.ring({ to: 'agents' }, 'message:posted', { conversation: record.id, message });
    await until(() => problems.length === 1);
    clock.advance(50);
    await until(() => problems.length === 3);
    assert.deepEqual(told, []);
  });

  it('are told no more when nobody watches', async () => {
    const record = await take(ayse);
    const quiet = new MemoryBus(() => undefined);
    const parts = { ...store, calls: { current: async () => null }, presence, bus: quiet, clock };
    const stop = new Inboxes({ ...parts, onError: () => undefined }).watch();
    quiet.ring({ to: 'agents' }, ...changed(record));
    assert.equal(clock.waiting, 2);
    stop();
    quiet.ring({ to: 'agents' }, ...changed(record));
    clock.advance(50);
    quiet.ring({ to: 'agents' }, ...changed(record));
    assert.equal(clock.waiting, 0);
  });
});
