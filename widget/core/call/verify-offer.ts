import { Offer } from '@jawort/shared/consent/statement';
import type { Hash } from '@jawort/shared/crypto/hash';
import type { CallId, ConversationId, ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import type { ServerKeys } from '@jawort/shared/events/verify-chain';
import * as v from 'valibot';
import { verifyServerJws } from './verify-server-jws.ts';

/** For whom and what an offer has to be. */
export type OfferFor = {
  readonly conversation: ConversationId;
  readonly call: CallId;
  readonly request: RequestId;
  readonly party: ParticipantId;
  /** Thumbprint of that party's own key. */
  readonly key: Hash;
};

/**
 * An offer by the server that is for exactly this party, key, call and request.
 * @throws {TypeError} where it is not.
 */
export async function verifyOffer(jws: string, wanted: OfferFor, keys: ServerKeys): Promise<Offer> {
  const offer = v.parse(Offer, await verifyServerJws('jawort-offer+jws', jws, keys));
  const own = offer.parties.find(({ ref }) => ref === wanted.party);
  const fits =
    offer.conversation === wanted.conversation &&
    offer.call === wanted.call &&
    offer.request === wanted.request &&
    offer.party === wanted.party &&
    own?.key === wanted.key;
  if (!fits) throw new TypeError('the offer is not for this party');
  return offer;
}
