import type { Consent, Offer } from '@jawort/shared/consent/statement';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { Modality } from '@jawort/shared/domain/records';
import type { NoticeDocument } from './notice-document.ts';

/** The offer as it came, and what it says. */
export type ReceivedOffer = { readonly jws: string; readonly offer: Offer };

/** What only the person and their browser know about a yes. */
export type Answer = {
  readonly modalities: readonly Modality[];
  readonly shownMs: number;
  readonly clientTime: string;
};

/** What a yes to `offer` says, in the words of the document that was shown (EV1). */
export async function consentStatement(
  { jws, offer }: ReceivedOffer,
  { notice, hash }: NoticeDocument,
  { modalities, shownMs, clientTime }: Answer,
): Promise<Consent> {
  const { conversation, call, request, seq, prev, nonce, parties, purpose } = offer;
  const { id, version, lang, controller, recipients, storage, retention, withdraw, jurisdiction } = notice;
  const party = parties.find(({ ref }) => ref === offer.party);
  if (!party) throw new TypeError('an offer without its own party');
  return {
    v: 1,
    type: 'consent.given',
    ...{ conversation, call, request, seq, prev, nonce, party, parties, purpose },
    ...{ controller, recipients, storage, retention, withdraw, jurisdiction },
    offer: await sha256(jws),
    notice: { id, version, lang, sha256: hash },
    modalities: [...modalities],
    lawfulBasis: 'consent',
    identityAssurance: party.role === 'agent' ? 'device-key' : 'none',
    shownMs,
    clientTime,
  };
}
