import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { giveConsent, makePerson, notices, signatory, type Person } from '../../test/gate/consents.ts';
import { MemoryScribe } from '../../test/gate/memory-scribe.ts';
import { consented, type Source, type Who } from '../../test/gate/steps.ts';
import { Story } from '../../test/gate/story.ts';
import { makeServerSigner } from '../../test/support/party-key.ts';
import { sha256 } from '../crypto/hash.ts';
import { peekJws, signJws } from '../crypto/jws.ts';
import type { CallId, MediaId } from '../domain/ids.ts';
import type { ServerSigner } from '../../server/ports/signer.ts';
import type { Event, StoredEvent } from './event.ts';
import { verifyChain } from './verify-chain.ts';

type Stored = readonly StoredEvent[];

const mediaOf = (who: Who, source: Source) =>
  `00000000-0000-4000-8000-00000000000${who * 2 + (source === 'camera' ? 1 : 0)}` as MediaId;

describe('a chain of events', () => {
  let signer: ServerSigner;
  let people: readonly [Person, Person];
  let scribe: MemoryScribe;
  let stored: Stored;
  let lastConsent: number;

  before(async () => {
    signer = await makeServerSigner();
    people = await Promise.all([makePerson('visitor'), makePerson('agent')]);
    scribe = new MemoryScribe(signer);
    const story = new Story(scribe, people, mediaOf);
    for (const step of consented) await story.play(step);
    lastConsent = scribe.stored.length - 1;
    await story.play({ do: 'withdraw', who: 0 });
    await story.play({ do: 'end' });
    stored = [...scribe.stored];
  });

  const verify = (chain: Stored, keys = signer.keys) => verifyChain(scribe.conversation, chain, keys);
  const expectBroken = (chain: Stored, why = /./) => assert.rejects(verify(chain), why);

  it('verifies as a whole, and each of its beginnings does', async () => {
    for (let length = 0; length <= stored.length; length++) {
      assert.equal((await verify(stored.slice(0, length))).length, length);
    }
  });

  it('gives each event the hash by which the next one follows it', async () => {
    const events = await verify(stored);
    for (const [index, { prev }] of events.entries()) assert.equal(prev, events[index - 1]?.hash ?? null);
  });

  it('[EV4] breaks when any event but the last is left out', async () => {
    for (let index = 0; index < stored.length - 1; index++) {
      await expectBroken(stored.toSpliced(index, 1), /missing/);
    }
  });

  it('[EV4] breaks when any two events change places', async () => {
    for (let index = 0; index + 1 < stored.length; index++) {
      const [a, b] = [stored[index], stored[index + 1]];
      assert.ok(a && b);
      await expectBroken(stored.with(index, b).with(index + 1, a));
    }
  });

  it('[EV4] breaks when an event is told twice', async () => {
    for (const [index, event] of stored.entries()) await expectBroken(stored.toSpliced(index, 0, event));
  });

  it('[EV4] breaks when an event is of another conversation', async () => {
    const other = new MemoryScribe(signer);
    const story = new Story(other, people, mediaOf);
    for (const step of consented) await story.play(step);
    await expectBroken(other.stored, /another conversation/);
    await expectBroken(stored.toSpliced(0, 1, ...other.stored.slice(0, 1)), /another conversation/);
  });

  it('[EV4] breaks when a field of an event was altered, whoever altered it', async () => {
    const stranger = await makeServerSigner();
    for (const change of [
      { at: '2020-01-01T00:00:00.000Z' },
      { mono: '7' },
      { seq: 5 },
      { prev: await sha256('something else') },
    ]) {
      await expectBroken(stored.with(1, await resigned(1, change, stranger)), /unknown server key/);
    }
  });

  it('[EV4] breaks when the server itself alters an event that others follow', async () => {
    for (const change of [{ at: '2020-01-01T00:00:00.000Z' }, { mono: '7' }]) {
      await expectBroken(stored.with(1, await resigned(1, change, signer)), /does not follow/);
    }
  });

  it('[EV4] breaks when the stored number is another than the signed one', async () => {
    const event = stored[2];
    assert.ok(event);
    await expectBroken(stored.with(2, { ...event, seq: 9 }), /missing/);
  });

  it('breaks when its server key is not known', async () => {
    await assert.rejects(verify(stored, new Map()), /unknown server key/);
  });

  it('breaks when an event has a field that there is none of', async () => {
    const alone = await resigned(0, { more: 1 } as Partial<Event>, signer);
    await expectBroken([alone]);
  });

  it('[EV1] breaks when a consent lacks its statement', async () => {
    const event = stored[lastConsent];
    assert.ok(event);
    await expectBroken(stored.with(lastConsent, { ...event, statement: null }), /lacks its statement/);
  });

  it('[EV1] breaks when a consent comes with the statement of another event', async () => {
    const [event, other] = [stored[lastConsent], stored[lastConsent - 1]];
    assert.ok(event && other);
    const swapped = { ...event, statement: other.statement };
    await expectBroken(stored.with(lastConsent, swapped), /lacks its statement/);
  });

  it('[EV1] breaks when a consent is signed by another key than the party has bound, though the server countersigned it', async () => {
    const forger: Person = { ...people[1], key: (await makePerson('agent')).key };
    await expectBroken(await withConsentBy(forger), /header|signature/);
  });

  it('[EV1] breaks when a consent by the other party stands in for the party', async () => {
    const forger: Person = { ...people[1], key: people[0].key };
    await expectBroken(await withConsentBy(forger), /header|signature/);
  });

  it('[EV1] breaks when a consent for another call stands in', async () => {
    const call = '00000000-0000-4000-8000-0000000000ca' as CallId;
    await expectBroken(await withConsentBy(people[1], { signedCall: call }), /does not say/);
  });

  it('[EV1] breaks when a consent for another place in the chain stands in', async () => {
    await expectBroken(await withConsentBy(people[1], { seqOff: 1 }), /does not say/);
  });

  it('[EV1] breaks when a consent that was given before is used again', async () => {
    const first = stored[lastConsent - 1];
    assert.ok(first);
    const replayed = await countersigned(
      lastConsent,
      stored.slice(0, lastConsent),
      bodyOf(first),
      first.statement,
    );
    await expectBroken(replayed, /does not say/);
  });

  /** The chain up to the last consent, which `person` gives instead. */
  async function withConsentBy(
    person: Person,
    { signedCall, seqOff = 0 }: { signedCall?: CallId; seqOff?: number } = {},
  ) {
    const chain = stored.slice(0, lastConsent);
    const before = chain.at(-1);
    const original = stored[lastConsent];
    assert.ok(before && original);
    const given = bodyOf(original);
    assert.ok(given.type === 'consent.given');
    const { body, statement } = await giveConsent(person, {
      conversation: scribe.conversation,
      call: signedCall ?? given.call,
      seq: lastConsent + 1 + seqOff,
      prev: await sha256(before.jws),
      parties: people.map(signatory),
      notice: notices[0],
      modalities: ['audio'],
    });
    return countersigned(lastConsent, chain, { ...body, call: given.call } as Event['body'], statement);
  }

  async function countersigned(index: number, chain: Stored, body: Event['body'], statement: string | null) {
    const prev = await sha256(chain.at(-1)?.jws ?? '');
    const event = { v: 1, conversation: scribe.conversation, seq: index + 1, prev, body } as const;
    const jws = await signJws(
      'jawort-event+jws',
      { ...event, at: '2026-11-24T09:00:00.000Z', mono: '1' },
      signer,
    );
    return [...chain, { seq: index + 1, jws, statement }];
  }

  async function resigned(index: number, change: Partial<Event>, by: ServerSigner): Promise<StoredEvent> {
    const event = stored[index];
    assert.ok(event);
    const payload = { ...(peekJws(event.jws) as Event), ...change };
    return { ...event, jws: await signJws('jawort-event+jws', payload, by) };
  }
});

function bodyOf({ jws }: StoredEvent): Event['body'] {
  return (peekJws(jws) as Event).body;
}
