import * as v from 'valibot';
import { Consent, Withdrawal } from '../consent/statement.ts';
import { sha256, type Hash } from '../crypto/hash.ts';
import { verifyJws } from '../crypto/jws.ts';
import { thumbprint, type PublicKey } from '../crypto/public-key.ts';
import type { ConversationId, ParticipantId } from '../domain/ids.ts';
import { Event, type StoredEvent } from './event.ts';

/** An event whose signatures, place in the chain and statement have been verified; made only by {@link verifyChain}. */
export type VerifiedEvent = Event & {
  /** SHA-256 of the event's JWS: what the next event names as `prev`. */
  readonly hash: Hash;
  readonly statement: Consent | Withdrawal | null;
  /** Thumbprint of the key that a `key.bound` binds. */
  readonly keyBound: Hash | null;
};

/** The server's keys by thumbprint, former ones included. */
export type ServerKeys = ReadonlyMap<Hash, PublicKey>;

type Links = { prev: Hash | null; readonly keys: Map<ParticipantId, PublicKey> };

/**
 * Verifies a conversation's whole chain from its first event on: the server's signatures, `seq` dense from 1, each `prev`, and every
 * statement by the key that was bound to its party at that point.
 *
 * `verified` is what an earlier call made of exactly the first of these bytes, by the same keys: those are not verified again.
 * @throws {TypeError} at the first thing that does not hold; nothing of the chain may be relied on then.
 */
export async function verifyChain(
  conversation: ConversationId,
  stored: readonly StoredEvent[],
  serverKeys: ServerKeys,
  verified: readonly VerifiedEvent[] = [],
): Promise<readonly VerifiedEvent[]> {
  const links = linksAfter(verified);
  const events = [...verified];
  for (const one of stored.slice(verified.length)) {
    const event = await verifyEvent(one, serverKeys);
    if (event.conversation !== conversation)
      throw new TypeError(`event ${one.seq} is of another conversation`);
    if (event.seq !== events.length + 1 || one.seq !== event.seq)
      throw new TypeError(`event ${events.length + 1} is missing`);
    if (event.prev !== links.prev)
      throw new TypeError(`event ${event.seq} does not follow the one before it`);
    const link = await verifyLink(event, one, links);
    events.push(link);
    links.prev = link.hash;
  }
  return events;
}

function linksAfter(verified: readonly VerifiedEvent[]): Links {
  const keys: Links['keys'] = new Map();
  for (const { body } of verified) if (body.type === 'key.bound') keys.set(body.party, body.key);
  return { prev: verified.at(-1)?.hash ?? null, keys };
}

async function verifyLink(event: Event, stored: StoredEvent, links: Links): Promise<VerifiedEvent> {
  const { body } = event;
  if (body.type === 'key.bound') links.keys.set(body.party, body.key);
  return {
    ...event,
    hash: await sha256(stored.jws),
    statement: await verifyStatement(event, stored, links),
    keyBound: body.type === 'key.bound' ? await thumbprint(body.key) : null,
  };
}

async function verifyEvent(stored: StoredEvent, serverKeys: ServerKeys): Promise<Event> {
  const kid = keyId(stored.jws);
  const key = serverKeys.get(kid);
  if (!key) throw new TypeError(`event ${stored.seq} is signed by an unknown server key`);
  return v.parse(Event, await verifyJws('jawort-event+jws', stored.jws, kid, key));
}

function keyId(jws: string): Hash {
  const header: unknown = JSON.parse(
    atob((jws.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
  );
  return v.parse(v.object({ kid: v.string() }), header).kid as Hash;
}

async function verifyStatement(event: Event, stored: StoredEvent, { prev, keys }: Links) {
  const { body } = event;
  if (body.type !== 'consent.given' && body.type !== 'consent.withdrawn') return null;
  if (body.statement === null) return null;
  const jws = stored.statement;
  if (jws === null || (await sha256(jws)) !== body.statement)
    throw new TypeError(`event ${event.seq} lacks its statement`);
  const key = keys.get(body.party);
  if (!key) throw new TypeError(`event ${event.seq} is by a party without a key`);
  const payload = await verifyJws('jawort-consent+jws', jws, await thumbprint(key), key);
  if (body.type === 'consent.withdrawn') return checkWithdrawal(v.parse(Withdrawal, payload), event);
  return checkConsent(v.parse(Consent, payload), event, prev);
}

function checkConsent(consent: Consent, { seq, conversation, body }: Event, prev: Hash | null): Consent {
  const same =
    body.type === 'consent.given' &&
    consent.conversation === conversation &&
    consent.seq === seq &&
    consent.prev === prev &&
    consent.call === body.call &&
    consent.party.ref === body.party &&
    consent.request === body.request &&
    consent.nonce === body.nonce;
  if (!same) throw new TypeError(`event ${seq} does not say what its statement says`);
  return consent;
}

function checkWithdrawal(withdrawal: Withdrawal, { seq, conversation, body }: Event): Withdrawal {
  const same =
    body.type === 'consent.withdrawn' &&
    withdrawal.conversation === conversation &&
    withdrawal.call === body.call &&
    withdrawal.party.ref === body.party &&
    withdrawal.id === body.id &&
    withdrawal.purpose === body.purpose;
  if (!same) throw new TypeError(`event ${seq} does not say what its statement says`);
  return withdrawal;
}
