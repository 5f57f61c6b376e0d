import type { NoticeRef } from '../consent/notice.ts';
import type { Consent } from '../consent/statement.ts';
import type { Hash } from '../crypto/hash.ts';
import type { CallId, MediaId, ParticipantId } from '../domain/ids.ts';
import type { MediaSource, Role, Seq } from '../domain/records.ts';
import type { EventBody } from '../events/event.ts';
import type { VerifiedEvent } from '../events/verify-chain.ts';

/** A recording consent in force, with the event that holds it. */
export type ConsentInForce = { readonly seq: Seq; readonly hash: Hash; readonly statement: Consent };

export type PartyState = {
  readonly role: Role;
  /** Whether the party has joined and neither been lost nor interrupted since. */
  readonly present: boolean;
  readonly key: Hash | null;
  readonly consent: ConsentInForce | null;
};

export type MediaState = {
  readonly media: MediaId;
  readonly party: ParticipantId;
  readonly source: MediaSource;
};

/** The running call as its events leave it. */
export type CallState = {
  readonly call: CallId;
  readonly notice: NoticeRef | null;
  readonly parties: ReadonlyMap<ParticipantId, PartyState>;
  readonly media: ReadonlyMap<MediaId, MediaState>;
  /** The latest event that changed any of this. */
  readonly seq: Seq;
};

type Joined = Extract<EventBody, { type: 'party.joined' }>;
type Fold = { readonly notice: NoticeRef | null; readonly call: CallState | null };

/** The state of the running call, or `null` where none runs. A call begins without parties, keys or consents. */
export function foldCall(events: readonly VerifiedEvent[]): CallState | null {
  return events.reduce<Fold>(step, { notice: null, call: null }).call;
}

function step(before: Fold, event: VerifiedEvent): Fold {
  const { body } = event;
  if (body.type === 'notice.published') return publish(before, body.notice, event.seq);
  if (body.type === 'call.started') return { ...before, call: begin(body.call, before.notice, event.seq) };
  if (!before.call || !('call' in body) || body.call !== before.call.call) return before;
  if (body.type === 'call.ended') return { ...before, call: null };
  const change = stepCall(before.call, body, event);
  return change ? { ...before, call: { ...before.call, ...change, seq: event.seq } } : before;
}

function publish(before: Fold, notice: NoticeRef, seq: Seq): Fold {
  return { notice, call: before.call && { ...before.call, notice, seq } };
}

function begin(call: CallId, notice: NoticeRef | null, seq: Seq): CallState {
  return { call, notice, parties: new Map(), media: new Map(), seq };
}

function stepCall(call: CallState, body: EventBody, event: VerifiedEvent): Partial<CallState> | undefined {
  switch (body.type) {
    case 'party.joined':
      return { parties: join(call, body) };
    case 'party.lost':
      return withParty(call, body.party, { present: false });
    case 'party.left':
      return leave(call, body.party);
    case 'call.interrupted':
    case 'clock.jump':
      return { parties: mapParties(call, (party) => ({ ...party, present: false })) };
    case 'media.added':
      return { media: add(call.media, body) };
    case 'media.removed':
      return { media: without(call.media, body.media) };
    case 'key.bound':
      return bind(call, body.party, event);
    case 'consent.given':
      return give(call, body.party, event);
    case 'consent.withdrawn':
      return body.purpose === 'recording' ? withParty(call, body.party, { consent: null }) : undefined;
    default:
      return undefined;
  }
}

function add(all: CallState['media'], { media, party, source }: MediaState): CallState['media'] {
  return new Map(all).set(media, { media, party, source });
}

// Whoever was not in the call before ends all consents: each was given in knowledge of who was there. Whoever comes back without the
// key ends its own: a withdrawal may wait where the key is.
function join(call: CallState, { party: ref, role, key }: Joined): CallState['parties'] {
  const known = call.parties.get(ref);
  if (known) {
    const consent = known.key === key ? known.consent : null;
    return new Map(call.parties).set(ref, { ...known, present: true, consent });
  }
  const others = mapParties(call, (party) => ({ ...party, consent: null }));
  return new Map(others).set(ref, { role, present: true, key: null, consent: null });
}

function leave(call: CallState, ref: ParticipantId): Partial<CallState> {
  const media = new Map([...call.media].filter(([, { party }]) => party !== ref));
  return { parties: without(call.parties, ref), media };
}

function bind(call: CallState, ref: ParticipantId, event: VerifiedEvent): Partial<CallState> | undefined {
  const key = event.keyBound;
  const known = call.parties.get(ref);
  if (!key || known?.key === key) return undefined;
  return withParty(call, ref, { key, consent: null });
}

function give(call: CallState, ref: ParticipantId, event: VerifiedEvent): Partial<CallState> | undefined {
  const { statement, seq, hash } = event;
  if (statement?.type !== 'consent.given' || statement.purpose !== 'recording') return undefined;
  return withParty(call, ref, { consent: { seq, hash, statement } });
}

function withParty(
  call: CallState,
  ref: ParticipantId,
  change: Partial<PartyState>,
): Partial<CallState> | undefined {
  const party = call.parties.get(ref);
  return party && { parties: new Map(call.parties).set(ref, { ...party, ...change }) };
}

function mapParties(call: CallState, change: (party: PartyState) => PartyState): CallState['parties'] {
  return new Map([...call.parties].map(([ref, party]) => [ref, change(party)]));
}

function without<K, T>(map: ReadonlyMap<K, T>, key: K): ReadonlyMap<K, T> {
  return new Map([...map].filter(([one]) => one !== key));
}
