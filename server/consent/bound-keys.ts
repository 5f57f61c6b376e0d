import type { Hash } from '@jawort/shared/crypto/hash';
import { verifyJws } from '@jawort/shared/crypto/jws';
import { thumbprint, type PublicKey } from '@jawort/shared/crypto/public-key';
import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { JawortError } from '../error.ts';

/** What a statement says, and the thumbprint of the key whose word it is. */
export type Stated = { readonly payload: unknown; readonly kid: Hash };

/** Verifies a statement by the key that its party has bound last. */
export async function verifyStatement(
  jws: string,
  party: ParticipantId,
  events: readonly VerifiedEvent[],
): Promise<Stated> {
  const key = boundKey(events, party);
  if (!key)
    throw new JawortError('ERR_CONSENT_KEY', 'No key of this party is known; ask for an offer first.');
  const kid = await thumbprint(key);
  try {
    return { kid, payload: await verifyJws('jawort-consent+jws', jws, kid, key) };
  } catch (cause) {
    throw new JawortError('ERR_CONSENT_SIGNATURE', 'The statement is not signed by the bound key.', {
      cause,
      field: 'statement',
    });
  }
}

/** Refuses with ERR_CONSENT_KEY a key that no signature can be verified with: a point that is not on the curve. */
export async function expectUsable(key: PublicKey): Promise<void> {
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    await crypto.subtle.importKey('jwk', { ...key }, algorithm, false, ['verify']);
  } catch (cause) {
    throw new JawortError('ERR_CONSENT_KEY', 'This is no P-256 key.', { cause, field: 'key' });
  }
}

function boundKey(events: readonly VerifiedEvent[], party: ParticipantId): PublicKey | null {
  const bound = events.findLast(({ body }) => body.type === 'key.bound' && body.party === party);
  return bound?.body.type === 'key.bound' ? bound.body.key : null;
}
