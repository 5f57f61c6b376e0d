import type { Notice } from '@jawort/shared/consent/notice';
import { Consent, type Offer } from '@jawort/shared/consent/statement';
import { canonicalJson } from '@jawort/shared/crypto/canonical-json';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import * as v from 'valibot';
import { JawortError } from '../error.ts';

/** An offer with the JWS that it came in. */
export type SignedOffer = { readonly jws: string; readonly offer: Offer };

/** A statement's payload as a consent; refuses with ERR_CONSENT_MISMATCH what is none, naming the field. */
export function parseConsent(payload: unknown): Consent {
  const parsed = v.safeParse(Consent, payload);
  if (parsed.success) return parsed.output;
  throw mismatch(v.getDotPath(parsed.issues[0]) ?? 'statement');
}

/** The hash of the document that the consent was given on; refuses with ERR_CONSENT_MISMATCH any that was not offered. */
export function documentOf({ notice }: Consent, { offer }: SignedOffer): Hash {
  const offered = offer.notice.languages[notice.lang];
  if (offered === undefined) throw mismatch('notice.lang');
  if (notice.sha256 !== offered) throw mismatch('notice.sha256');
  return offered;
}

/**
 * Compares every field of a consent with what it has to be by the offer and the document that was shown; only what the person
 * chooses and their browser measures is free. Refuses with ERR_CONSENT_MISMATCH, naming the first field that differs.
 */
export async function checkConsent(consent: Consent, signed: SignedOffer, document: Notice): Promise<void> {
  const expected = await expectedConsent(consent, signed, document);
  for (const [field, value] of Object.entries(expected)) {
    const said = consent[field as keyof Consent];
    if (canonicalJson(said) !== canonicalJson(value)) throw mismatch(field);
  }
  checkModalities(consent, signed.offer);
}

async function expectedConsent(
  { notice: { lang }, modalities, shownMs, clientTime }: Consent,
  { jws, offer }: SignedOffer,
  document: Notice,
): Promise<Consent> {
  const { conversation, call, request, seq, prev, nonce, parties, purpose } = offer;
  const { controller, recipients, storage, retention, withdraw, jurisdiction } = document;
  const party = parties.find(({ ref }) => ref === offer.party);
  if (!party) throw mismatch('party');
  return {
    ...{ v: 1, type: 'consent.given', lawfulBasis: 'consent' },
    ...{ conversation, call, request, seq, prev, nonce, party, parties, purpose },
    ...{ controller, recipients, storage, retention, withdraw, jurisdiction },
    ...{ modalities, shownMs, clientTime },
    offer: await sha256(jws),
    notice: {
      id: document.id,
      version: document.version,
      lang,
      sha256: await sha256(canonicalJson(document)),
    },
    identityAssurance: party.role === 'agent' ? 'device-key' : 'none',
  };
}

function checkModalities({ modalities }: Consent, offer: Offer): void {
  const areOffered = modalities.every((one) => offer.modalities.includes(one));
  if (!areOffered || new Set(modalities).size < modalities.length) throw mismatch('modalities');
}

/** A statement that does not say what it would have to. */
export function mismatch(field: string): JawortError {
  return new JawortError(
    'ERR_CONSENT_MISMATCH',
    `"${field}" is not what was offered; sign the offer as it is.`,
    {
      field,
    },
  );
}
