import { Offer } from '@jawort/shared/consent/statement';
import { fromBase64url } from '@jawort/shared/crypto/base64url';
import type { Hash } from '@jawort/shared/crypto/hash';
import { signJws, verifyJws } from '@jawort/shared/crypto/jws';
import type { ConversationId, ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import type { CallState } from '@jawort/shared/gate/call-state';
import * as v from 'valibot';
import type { Head } from '../conversation/chain.ts';
import { JawortError } from '../error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { ServerSigner } from '../ports/signer.ts';
import type { NoticeDocuments } from './notices/notice-documents.ts';

const validForMs = 120_000;

export type OfferParts = {
  readonly signer: ServerSigner;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly documents: NoticeDocuments;
};

/** To whom something is offered, and where in the chain their consent would stand. */
export type OfferTo = {
  readonly conversation: ConversationId;
  readonly request: RequestId;
  readonly party: ParticipantId;
  readonly head: Head;
};

/** The server's offers: made when all keys are known, recognised by their signature when they come back. */
export class Offers {
  readonly #parts: OfferParts;

  constructor(parts: OfferParts) {
    this.#parts = parts;
  }

  /** `null` until there are two parties and the key of each is known. */
  async make(call: CallState, to: OfferTo): Promise<string | null> {
    const parties = signatoriesOf(call);
    const { notice } = call;
    const { head, ...whom } = to;
    if (!parties || !notice || head.prev === null) return null;
    const { ids, clock, signer } = this.#parts;
    const offer: Offer = {
      ...{ v: 1, ...whom, call: call.call, parties, seq: head.seq + 1, prev: head.prev, nonce: ids.secret() },
      ...{ notice, purpose: 'recording', modalities: await this.#modalities(notice.languages) },
      expires: new Date(clock.now().getTime() + validForMs).toISOString(),
    };
    return signJws('jawort-offer+jws', offer, signer);
  }

  /** What one of our offers says; refuses with ERR_CONSENT_SIGNATURE what we did not sign. */
  async verify(jws: string): Promise<Offer> {
    try {
      const kid = keyIdOf(jws);
      const key = this.#parts.signer.keys.get(kid);
      if (!key) throw new TypeError('signed by an unknown key');
      return v.parse(Offer, await verifyJws('jawort-offer+jws', jws, kid, key));
    } catch (cause) {
      throw new JawortError('ERR_CONSENT_SIGNATURE', 'This is no offer of this server; ask for one.', {
        cause,
        field: 'offer',
      });
    }
  }

  /** Refuses with ERR_CONSENT_STALE an offer whose time is over. */
  expectFresh({ expires }: Offer): void {
    if (this.#parts.clock.now().toISOString() < expires) return;
    throw new JawortError('ERR_CONSENT_STALE', 'The offer has expired; ask for a fresh one and sign that.');
  }

  async #modalities(languages: Offer['notice']['languages']): Promise<Offer['modalities']> {
    const [hash] = Object.values(languages);
    if (!hash) return [];
    return (await this.#parts.documents.read(hash)).modalities.map(({ id }) => id);
  }
}

/** All parties with their keys, in order of `ref`; `null` while one is missing. */
function signatoriesOf(call: CallState): Offer['parties'] | null {
  const parties = [...call.parties].map(([ref, { role, key }]) => key && { ref, role, key });
  const known = parties.filter((party) => party !== null);
  if (known.length < 2 || known.length < parties.length) return null;
  return known.sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function keyIdOf(jws: string): Hash {
  const header: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(jws.split('.')[0] ?? '')));
  return v.parse(v.object({ kid: v.string() }), header).kid as Hash;
}
