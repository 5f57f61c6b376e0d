import type { Offer } from '@jawort/shared/consent/statement';
import { canonicalJson } from '@jawort/shared/crypto/canonical-json';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import type { CallId } from '@jawort/shared/domain/ids';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { foldCall } from '@jawort/shared/gate/call-state';
import type { Entry, Head } from '../conversation/chain.ts';
import { JawortError } from '../error.ts';
import { expectRunning } from '../media/call-events.ts';
import type { Caller } from '../media/call-runtime.ts';
import { verifyStatement } from './bound-keys.ts';
import { checkConsent, documentOf, mismatch, parseConsent, type SignedOffer } from './check-consent.ts';
import type { ConsentRuntime, Stored } from './consent-runtime.ts';
import { receiptOf } from './consent-view.ts';
import type { NoticeDocuments } from './notices/notice-documents.ts';
import type { Offers } from './offers.ts';

/** What comes with a yes: the offer as it was made, and the party's own word on it. */
export type Given = { readonly call: CallId; readonly offer: string; readonly statement: string };

/** How a yes becomes an event: verified in every field, committed, receipted to both, and only then looked at by the gate (EV2). */
export class Giving {
  readonly #runtime: ConsentRuntime;
  readonly #offers: Offers;
  readonly #documents: NoticeDocuments;

  constructor(runtime: ConsentRuntime, offers: Offers, documents: NoticeDocuments) {
    this.#runtime = runtime;
    this.#offers = offers;
    this.#documents = documents;
  }

  /** Resolves with the receipt; the very same statement again gives the same receipt. */
  give(caller: Caller, given: Given): Promise<string> {
    const { conversation } = caller;
    const { calls } = this.#runtime.parts;
    return this.#runtime.turn(conversation, async () => {
      calls.seat(caller, given.call);
      const known = receiptOfStatement(await this.#runtime.read(conversation), await sha256(given.statement));
      if (known !== null) return known;
      const offer = await this.#expectOffer(caller, given);
      const { jws } = await calls.events.decide(
        conversation,
        (events, head) => this.#decide(caller, given, { jws: given.offer, offer }, events, head),
        (stored) => {
          this.#runtime.tellReceipt(conversation, given.call, stored.jws, given.statement);
        },
      );
      await this.#runtime.tell(conversation);
      return jws;
    });
  }

  async #expectOffer({ conversation, party }: Caller, given: Given): Promise<Offer> {
    const offer = await this.#offers.verify(given.offer);
    if (offer.conversation !== conversation) throw mismatch('conversation');
    if (offer.call !== given.call) throw mismatch('call');
    if (offer.party !== party) throw mismatch('party');
    this.#offers.expectFresh(offer);
    return offer;
  }

  async #decide(
    { party }: Caller,
    { call, statement }: Given,
    signed: SignedOffer,
    events: readonly VerifiedEvent[],
    head: Head,
  ): Promise<Entry> {
    const { offer } = signed;
    expectRunning(events, call);
    expectInForce(events, offer);
    const consent = parseConsent((await verifyStatement(statement, party, events)).payload);
    await checkConsent(consent, signed, await this.#documents.read(documentOf(consent, signed)));
    expectUnused(events, offer);
    expectHead(head, offer);
    const { request, nonce } = offer;
    const body = {
      type: 'consent.given',
      call,
      party,
      request,
      nonce,
      statement: await sha256(statement),
    } as const;
    return { body, statement, nonce };
  }
}

function receiptOfStatement({ events, stored }: Stored, statement: Hash): string | null {
  const known = events.find(({ body }) => body.type === 'consent.given' && body.statement === statement);
  return known ? receiptOf(stored, known) : null;
}

function expectInForce(events: readonly VerifiedEvent[], { notice }: Offer): void {
  const inForce = foldCall(events)?.notice;
  if (inForce && canonicalJson(inForce) === canonicalJson(notice)) return;
  throw new JawortError('ERR_NOTICE_OUTDATED', 'Another notice is in force; ask for an offer on that one.', {
    field: 'notice.version',
  });
}

function expectUnused(events: readonly VerifiedEvent[], { nonce }: Offer): void {
  if (!events.some(({ body }) => body.type === 'consent.given' && body.nonce === nonce)) return;
  throw new JawortError('ERR_CONSENT_REPLAYED', 'This offer has been answered already.', { field: 'nonce' });
}

function expectHead(head: Head, { seq, prev }: Offer): void {
  if (seq === head.seq + 1 && prev === head.prev) return;
  throw new JawortError(
    'ERR_CONSENT_STALE',
    'Something was stored since; ask for a fresh offer and sign that.',
  );
}
