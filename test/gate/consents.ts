import type { NoticeRef } from '@jawort/shared/consent/notice';
import type { Consent, Signatory, Withdrawal } from '@jawort/shared/consent/statement';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import { signJws } from '@jawort/shared/crypto/jws';
import type {
  CallId,
  ConversationId,
  ParticipantId,
  RequestId,
  WithdrawalId,
} from '@jawort/shared/domain/ids';
import type { Modality, Role, Seq } from '@jawort/shared/domain/records';
import type { EventBody } from '@jawort/shared/events/event';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { makeKey, type PartyKey } from '../support/party-key.ts';

/** Somebody who can sign. */
export type Person = { readonly ref: ParticipantId; readonly role: Role; key: PartyKey };

/** A notice that there is in German. */
export type TestNotice = NoticeRef & { readonly languages: { readonly de: Hash; readonly en: Hash } };

export type ConsentPlace = {
  readonly conversation: ConversationId;
  readonly call: CallId;
  readonly seq: Seq;
  readonly prev: Hash;
  readonly parties: readonly Signatory[];
  readonly notice: TestNotice;
  readonly modalities: readonly Modality[];
};

/** An event with the statement that it speaks of. */
export type Signed = { readonly body: EventBody; readonly statement: string; readonly nonce?: string };

const at = '2026-11-24T09:00:00.000Z';

/** Two versions of a notice, as hashes of no matter what. */
export const notices: readonly [TestNotice, TestNotice] = [
  { id: 'recording', version: '2026-11-1', languages: { de: hash('a'), en: hash('b') } },
  { id: 'recording', version: '2026-11-2', languages: { de: hash('c'), en: hash('d') } },
];

export async function makePerson(role: Role): Promise<Person> {
  return { ref: v7() as ParticipantId, role, key: await makeKey() };
}

export function signatory({ ref, role, key }: Person): Signatory {
  return { ref, role, key: key.signer.kid };
}

/** A consent to record, signed by the person's own key, and the event that tells of it. */
export async function giveConsent(person: Person, place: ConsentPlace): Promise<Signed> {
  const { conversation, call, seq, prev, parties, notice, modalities } = place;
  const nonce = randomBytes(32).toString('base64url');
  const request = v7() as RequestId;
  const consent: Consent = {
    ...{ v: 1, type: 'consent.given', conversation, call, request, seq, prev, offer: hash('o'), nonce },
    party: signatory(person),
    parties: [...parties],
    notice: { id: notice.id, version: notice.version, lang: 'de', sha256: notice.languages.de },
    purpose: 'recording',
    modalities: [...modalities],
    controller: {
      name: 'Muster GmbH',
      address: 'Weg 1',
      contact: 'post@example.com',
      dpo: 'dpo@example.com',
    },
    ...{ recipients: [], storage: ['DE'], retention: 'P6M', withdraw: 'one click', jurisdiction: 'DE' },
    ...{ lawfulBasis: 'consent', identityAssurance: 'device-key', shownMs: 1000, clientTime: at },
  };
  const statement = await signJws('jawort-consent+jws', consent, person.key.signer);
  const given = { type: 'consent.given', call, party: person.ref, request, nonce } as const;
  return { body: { ...given, statement: await sha256(statement) }, statement, nonce };
}

/** A withdrawal, signed likewise. */
export async function withdrawConsent(
  person: Person,
  { conversation, call }: Pick<ConsentPlace, 'conversation' | 'call'>,
): Promise<Signed> {
  const id = v7() as WithdrawalId;
  const withdrawal: Withdrawal = {
    ...{ v: 1, type: 'consent.withdrawn', id, conversation, call },
    ...{ party: signatory(person), purpose: 'recording', clientTime: at },
  };
  const statement = await signJws('jawort-consent+jws', withdrawal, person.key.signer);
  const body = { type: 'consent.withdrawn', call, party: person.ref, purpose: 'recording', id } as const;
  return { body: { ...body, statement: await sha256(statement) }, statement };
}

function hash(letter: string): Hash {
  return `sha256-${letter.repeat(42)}A` as Hash;
}
