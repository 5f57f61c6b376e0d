import assert from 'node:assert/strict';
import { describe, it, beforeEach, afterEach } from 'node:test';
import { signJws } from '@jawort/shared/crypto/jws';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { ParticipantId, SiteId } from '@jawort/shared/domain/ids';
import type { Message } from '@jawort/shared/domain/records';
import { v7 } from 'uuid';
import type { AgentRecord, NewConversation, Store } from '../../server/ports/store.ts';
import { fresh } from '../support/fresh.ts';
import { makeKey } from '../support/party-key.ts';

/** How an adapter is put under the contract: `reopen` closes the store and opens it again on what it had stored. */
export type StoreUnderTest = {
  readonly store: Store;
  readonly reopen: () => Promise<Store>;
  readonly remove: () => Promise<void>;
};

const at = '2026-11-24T09:00:00.000Z';
const later = '2026-11-24T09:05:00.000Z';
const refused = (code: string) => ({ name: 'JawortError', code });

function aConversation(change: Partial<NewConversation> = {}): NewConversation {
  const visitor = fresh.participant();
  return {
    id: fresh.conversation(),
    site: 'demo' as SiteId,
    topic: 'hr',
    locale: 'de',
    openedAt: at,
    visitor,
    tokenHash: v7(),
    participants: [{ ref: visitor, role: 'visitor', name: 'Zoë' }],
    ...change,
  };
}

function aMessage(author: ParticipantId, text = 'Guten Tag'): Omit<Message, 'seq'> {
  return { id: fresh.message(), author, text, at };
}

function anAgent(login = v7()): AgentRecord {
  return { id: fresh.agent(), login, name: 'Ayşe Yılmaz', passwordHash: '$argon2id$' };
}

/** What every store must do, whatever lies beneath it. */
export function storeContract(adapter: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${adapter} as the store`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await open();
      store = under.store;
    });
    afterEach(() => under.remove());

    async function opened(change: Partial<NewConversation> = {}) {
      return store.conversations.create(aConversation(change));
    }

    async function taken(agent = anAgent()) {
      const record = await opened();
      if (!(await store.agents.find(agent.id))) await store.agents.create(agent);
      const participant = { ref: fresh.participant(), role: 'agent', name: agent.name } as const;
      return {
        agent,
        participant,
        record: await store.conversations.assign(record.id, { id: agent.id, participant }),
      };
    }

    describe('conversations', () => {
      it('gives a conversation back as it was created', async () => {
        const created = aConversation();
        const record = await store.conversations.create(created);
        assert.deepEqual(record, { ...created, state: 'waiting', agent: null, head: 0, updatedAt: at });
        assert.deepEqual(await store.conversations.find(created.id), record);
        assert.deepEqual(await store.conversations.findByToken(created.tokenHash), record);
      });

      it('creates the same conversation only once', async () => {
        const created = aConversation();
        const first = await store.conversations.create(created);
        const other = aConversation({ id: created.id, tokenHash: created.tokenHash });
        assert.deepEqual(await store.conversations.create(other), first);
      });

      it('refuses a known conversation with another token, and a known token for another conversation', async () => {
        const { id: known, tokenHash } = await opened();
        await assert.rejects(opened({ id: known }), refused('ERR_TOKEN_INVALID'));
        await assert.rejects(opened({ tokenHash }), refused('ERR_TOKEN_INVALID'));
      });

      it('knows of no conversation that was not created', async () => {
        assert.equal(await store.conversations.find(fresh.conversation()), null);
        assert.equal(await store.conversations.findByToken('x'), null);
      });

      it('gives a waiting conversation to one agent, as often as that agent asks', async () => {
        const { agent, participant, record } = await taken();
        assert.equal(record.state, 'open');
        assert.deepEqual(record.agent, { id: agent.id, ref: participant.ref });
        const again = await store.conversations.assign(record.id, {
          id: agent.id,
          participant: { ...participant, ref: fresh.participant() },
        });
        assert.deepEqual(again.agent, record.agent);
        assert.equal(again.participants.length, 2);
      });

      it('refuses a conversation that another agent has taken', async () => {
        const { record, participant } = await taken();
        const other = anAgent();
        await store.agents.create(other);
        const asked = store.conversations.assign(record.id, {
          id: other.id,
          participant: { ...participant, ref: fresh.participant() },
        });
        await assert.rejects(asked, refused('ERR_ALREADY_TAKEN'));
      });

      it('shows an agent what waits and what is their own, and nothing else', async () => {
        const { agent, record } = await taken();
        const other = await taken();
        const waiting = await opened({ openedAt: later });
        const inbox = await store.conversations.inbox(agent.id);
        assert.deepEqual(new Set(inbox.map((one) => one.id)), new Set([waiting.id, record.id]));
        const own = await store.conversations.ofAgent(other.agent.id);
        assert.deepEqual(
          own.map((one) => one.id),
          [other.record.id],
        );
      });

      it('shows an agent all that wait, however many are closed, and of those the last fifty', async () => {
        const waiting = [await opened(), await opened()];
        const { agent } = await taken();
        const closed: string[] = [];
        for (let count = 0; count < 60; count++) {
          const { record } = await taken(agent);
          await store.conversations.close(record.id);
          closed.push(record.id);
        }
        const inbox = await store.conversations.inbox(agent.id);
        const shown = new Set<string>(inbox.map(({ id }) => id));
        assert.ok(waiting.every(({ id }) => shown.has(id)));
        const [first = '', last = ''] = [closed[0], closed.at(-1)];
        assert.deepEqual(
          [closed.filter((id) => shown.has(id)).length, shown.has(first), shown.has(last)],
          [50, false, true],
        );
        assert.equal(inbox.length, 53);
      });

      it('closes, and takes no message any more', async () => {
        const record = await opened();
        const first = await store.messages.post(record.id, aMessage(record.visitor));
        assert.equal((await store.conversations.close(record.id)).state, 'closed');
        assert.equal((await store.conversations.close(record.id)).state, 'closed');
        const late = store.messages.post(record.id, aMessage(record.visitor));
        await assert.rejects(late, refused('ERR_CONVERSATION_CLOSED'));
        assert.equal((await store.messages.post(record.id, { ...first, text: 'again' })).seq, 1);
      });
    });

    describe('messages', () => {
      it('[MS2] numbers messages densely from 1 in each conversation', async () => {
        const [one, other] = [await opened(), await opened()];
        for (const record of [one, other, one])
          await store.messages.post(record.id, aMessage(record.visitor));
        const seqs = (await store.messages.after(one.id, 0, 10)).map(({ seq }) => seq);
        assert.deepEqual(seqs, [1, 2]);
        assert.equal((await store.conversations.find(one.id))?.head, 2);
      });

      it('[MS2] numbers messages densely when many are posted at once', async () => {
        const { id: conversation, visitor } = await opened();
        await Promise.all(
          Array.from({ length: 20 }, () => store.messages.post(conversation, aMessage(visitor))),
        );
        const seqs = (await store.messages.after(conversation, 0, 50)).map(({ seq }) => seq);
        assert.deepEqual(
          seqs,
          Array.from({ length: 20 }, (_, index) => index + 1),
        );
      });

      it('[MS1] stores a message once, however often it is posted', async () => {
        const { id: conversation, visitor } = await opened();
        const message = aMessage(visitor);
        const posted = await Promise.all([1, 2, 3].map(() => store.messages.post(conversation, message)));
        assert.deepEqual(
          posted.map(({ seq }) => seq),
          [1, 1, 1],
        );
        assert.equal((await store.messages.after(conversation, 0, 10)).length, 1);
      });

      it('refuses a message id that another participant has used', async () => {
        const { id: conversation, visitor } = await opened();
        const message = await store.messages.post(conversation, aMessage(visitor));
        const stolen = store.messages.post(conversation, { ...message, author: fresh.participant() });
        await assert.rejects(stolen, refused('ERR_INVALID'));
      });

      it('gives messages after a number, in order, at most as many as asked for', async () => {
        const { id: conversation, visitor } = await opened();
        const texts = ['a', 'b', '𝒸 ü\u0000', 'd'];
        for (const text of texts) await store.messages.post(conversation, aMessage(visitor, text));
        const found = await store.messages.after(conversation, 1, 2);
        assert.deepEqual(
          found.map(({ text }) => text),
          ['b', '𝒸 ü\u0000'],
        );
      });

      it('moves markers forwards, never back', async () => {
        const { id: conversation, visitor: participant } = await opened();
        await store.messages.mark(conversation, { participant, delivered: 3, read: 2 });
        const after = await store.messages.mark(conversation, { participant, delivered: 1, read: 1 });
        assert.deepEqual(after, { participant, delivered: 3, read: 2 });
        assert.deepEqual(await store.messages.markers(conversation), [after]);
      });

      it('refuses a message to a conversation that does not exist', async () => {
        await assert.rejects(
          store.messages.post(fresh.conversation(), aMessage(fresh.participant())),
          refused('ERR_NOT_FOUND'),
        );
      });
    });

    describe('events', () => {
      const event = (seq: number) => ({
        seq,
        jws: `event-${seq}`,
        statement: seq === 2 ? 'statement' : null,
      });

      it('gives events back in order, byte for byte', async () => {
        const conversation = fresh.conversation();
        for (const seq of [1, 2, 3]) await store.events.append(conversation, event(seq));
        assert.deepEqual(await store.events.read(conversation), [1, 2, 3].map(event));
        assert.deepEqual(await store.events.read(fresh.conversation()), []);
      });

      it('takes no event but the next', async () => {
        const conversation = fresh.conversation();
        await store.events.append(conversation, event(1));
        for (const seq of [1, 3]) {
          const appended = store.events.append(conversation, event(seq));
          await assert.rejects(appended, refused('ERR_CONSENT_STALE'));
        }
      });

      it('takes a nonce once, in whichever conversation', async () => {
        await store.events.append(fresh.conversation(), event(1), 'nonce');
        const conversation = fresh.conversation();
        const replayed = store.events.append(conversation, event(1), 'nonce');
        await assert.rejects(replayed, refused('ERR_CONSENT_REPLAYED'));
        assert.deepEqual(await store.events.read(conversation), []);
      });

      it('leaves a nonce unused whose event was not taken', async () => {
        const conversation = fresh.conversation();
        await assert.rejects(
          store.events.append(conversation, event(2), 'nonce'),
          refused('ERR_CONSENT_STALE'),
        );
        await store.events.append(conversation, event(1), 'nonce');
      });

      it('lists the conversations whose call has not ended', async () => {
        const { signer } = await makeKey();
        const conversation = fresh.conversation();
        const append = async (seq: number, type: string) => {
          const jws = await signJws('jawort-event+jws', { body: { type } }, signer);
          await store.events.append(conversation, { seq, jws, statement: null });
        };
        await append(1, 'call.started');
        assert.deepEqual(await store.events.withOpenCall(), [conversation]);
        await append(2, 'call.ended');
        assert.deepEqual(await store.events.withOpenCall(), []);
      });
    });

    describe('refusals', () => {
      it('[RG5] tells a refusal for exactly the party and request it was made for', async () => {
        const [conversation, party, request] = [fresh.conversation(), fresh.participant(), fresh.request()];
        await store.refusals.refuse(conversation, party, request);
        await store.refusals.refuse(conversation, party, request);
        assert.equal(await store.refusals.hasRefused(conversation, party, request), true);
        assert.equal(await store.refusals.hasRefused(conversation, fresh.participant(), request), false);
        assert.equal(await store.refusals.hasRefused(conversation, party, fresh.request()), false);
        assert.equal(await store.refusals.hasRefused(fresh.conversation(), party, request), false);
      });
    });

    describe('notices', () => {
      async function aNotice(version: string, words: string) {
        const [de, en] = [`${words} de`, `${words} en`];
        const languages = { de: await sha256(de), en: await sha256(en) };
        return { notice: { id: 'recording', version, languages }, documents: [de, en] };
      }

      it('puts the version published last in force and keeps the bytes of all', async () => {
        const [first, second] = [await aNotice('2026-11-1', 'first'), await aNotice('2026-11-2', 'second')];
        assert.equal(await store.notices.inForce('recording'), null);
        for (const { notice, documents } of [first, first, second, second])
          await store.notices.publish(notice, documents);
        assert.deepEqual(await store.notices.inForce('recording'), second.notice);
        assert.equal(await store.notices.document(first.notice.languages.de), 'first de');
        assert.equal(await store.notices.document('sha256-'), null);
      });

      it('refuses to put a version in force again that another followed', async () => {
        const [first, second] = [await aNotice('2026-11-1', 'first'), await aNotice('2026-11-2', 'second')];
        for (const { notice, documents } of [first, second]) await store.notices.publish(notice, documents);
        const again = store.notices.publish(first.notice, first.documents);
        await assert.rejects(again, refused('ERR_INVALID'));
        assert.deepEqual(await store.notices.inForce('recording'), second.notice);
        await store.notices.publish(second.notice, second.documents);
      });

      it('refuses other words for a version that is published', async () => {
        const first = await aNotice('2026-11-1', 'first');
        const other = await aNotice('2026-11-1', 'other');
        await store.notices.publish(first.notice, first.documents);
        await assert.rejects(store.notices.publish(other.notice, other.documents), refused('ERR_INVALID'));
      });

      it('refuses documents that are not those the notice names', async () => {
        const { notice } = await aNotice('2026-11-1', 'first');
        await assert.rejects(store.notices.publish(notice, ['x', 'y']), refused('ERR_INVALID'));
      });
    });

    describe('agents', () => {
      it('finds an agent by id and by login, whatever the case', async () => {
        const agent = anAgent('Ayse');
        assert.equal(await store.agents.count(), 0);
        await store.agents.create(agent);
        assert.equal(await store.agents.count(), 1);
        assert.deepEqual(await store.agents.find(agent.id), agent);
        assert.deepEqual(await store.agents.findByLogin('aySE'), agent);
        assert.equal(await store.agents.findByLogin('nobody'), null);
      });

      it('keeps a session until its time or its end', async () => {
        const agent = anAgent();
        await store.agents.create(agent);
        await store.agents.openSession('hash', agent.id, later);
        assert.equal(await store.agents.findSession('hash', at), agent.id);
        assert.equal(await store.agents.findSession('hash', later), null);
        await store.agents.closeSession('hash');
        assert.equal(await store.agents.findSession('hash', at), null);
      });
    });

    it('has everything that was acknowledged when it is opened again', async () => {
      const { record, agent } = await taken();
      await store.messages.post(record.id, aMessage(record.visitor, 'noch da'));
      await store.events.append(record.id, { seq: 1, jws: 'a', statement: 'b' });
      const again = await under.reopen();
      assert.equal((await again.conversations.find(record.id))?.agent?.id, agent.id);
      assert.equal((await again.messages.after(record.id, 0, 1))[0]?.text, 'noch da');
      assert.deepEqual(await again.events.read(record.id), [{ seq: 1, jws: 'a', statement: 'b' }]);
    });

    it('says that it can be written to, and no longer when it is closed', async () => {
      await store.check();
      await store.close();
      await assert.rejects(store.check(), refused('ERR_STORE_FAILED'));
    });
  });
}
