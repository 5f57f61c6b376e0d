import type { Notice } from '@jawort/shared/consent/notice';
import type { Consent, Offer, Withdrawal } from '@jawort/shared/consent/statement';
import { sha256 } from '@jawort/shared/crypto/hash';
import { peekJws, signJws } from '@jawort/shared/crypto/jws';
import type { RequestId, SiteId, WithdrawalId } from '@jawort/shared/domain/ids';
import type { Locale, Modality } from '@jawort/shared/domain/records';
import { gate } from '@jawort/shared/gate/gate';
import { v7 } from 'uuid';
import { Consents } from '../../server/consent/consents.ts';
import { buildNotice } from '../../server/consent/notices/build-notice.ts';
import type { Site } from '../../server/conversation/site.ts';
import type { Caller } from '../../server/media/call-runtime.ts';
import { MemoryNotices, MemoryRefusals } from './memory-notices.ts';
import { makeKey, type PartyKey } from './party-key.ts';
import { stageCall, type StagedCall } from './staged-call.ts';

/** The example company. */
export const site: Site = {
  id: 'demo' as SiteId,
  name: 'Muster GmbH',
  origins: ['https://www.muster.example'],
  accent: null,
  topics: [{ id: 'hr', label: { de: 'Personal', en: 'HR' } }],
  controller: {
    name: 'Muster GmbH',
    address: 'Musterstraße 1, 10115 Berlin',
    contact: 'info@muster.example',
    dpo: 'datenschutz@muster.example',
  },
  recipients: { de: ['Personalabteilung (4 Personen)'], en: ['HR department (4 people)'] },
  storage: { de: ['Eigene Server in Deutschland'], en: ['Own servers in Germany'] },
  retention: 'P6M',
  authority: { de: 'Berliner Beauftragte für Datenschutz', en: 'Berlin Commissioner for Data Protection' },
  jurisdiction: 'DE',
};

export type Change = { readonly lang?: Locale; readonly change?: Partial<Consent>; readonly key?: PartyKey };

/** A party that signs, as its browser does. */
export class Signing {
  readonly caller: Caller;
  readonly key: PartyKey;
  readonly #consents: Consents;
  readonly #stage: StagedCall;
  readonly #notices: MemoryNotices;

  constructor(
    caller: Caller,
    key: PartyKey,
    staged: { stage: StagedCall; consents: Consents; notices: MemoryNotices },
  ) {
    this.caller = caller;
    this.key = key;
    this.#consents = staged.consents;
    this.#stage = staged.stage;
    this.#notices = staged.notices;
  }

  offer(request: RequestId): Promise<string | null> {
    return this.#consents.offer(this.caller, { call: this.#stage.call, request }, this.key.publicKey);
  }

  /** An offer that has to be there. */
  async expectOffer(request: RequestId): Promise<string> {
    const offer = await this.offer(request);
    if (offer === null) throw new Error('no offer yet');
    return offer;
  }

  async sign(jws: string, modalities: readonly Modality[], how: Change = {}): Promise<string> {
    const { lang = 'de', change = {}, key = this.key } = how;
    const consent = { ...(await this.#consent(jws, modalities, lang)), ...change };
    return signJws('jawort-consent+jws', consent, key.signer);
  }

  give(offer: string, statement: string): Promise<string> {
    return this.#consents.give(this.caller, { call: this.#stage.call, offer, statement });
  }

  async sayYes(request: RequestId, modalities: readonly Modality[] = ['audio', 'video']): Promise<string> {
    const offer = await this.expectOffer(request);
    return this.give(offer, await this.sign(offer, modalities));
  }

  refuse(request: RequestId): Promise<void> {
    return this.#consents.refuse(this.caller, { call: this.#stage.call, request });
  }

  withdraw(id: WithdrawalId, statement?: string): Promise<string> {
    return this.#consents.withdraw(this.caller, { call: this.#stage.call, id, statement });
  }

  signWithdrawal(id: WithdrawalId, change: Partial<Withdrawal> = {}, key = this.key): Promise<string> {
    const { conversation, call } = this.#stage;
    const { party: ref, role } = this.caller;
    const withdrawal: Withdrawal = {
      ...{ v: 1, type: 'consent.withdrawn', id, conversation, call, purpose: 'recording' },
      party: { ref, role, key: this.key.signer.kid },
      clientTime: '2026-11-24T09:00:00.000Z',
    };
    return signJws('jawort-consent+jws', { ...withdrawal, ...change }, key.signer);
  }

  view() {
    return this.#consents.of(this.caller.conversation, this.caller.party);
  }

  async #consent(jws: string, modalities: readonly Modality[], lang: Locale): Promise<Consent> {
    const { expires: _, party: ref, notice, ...offer } = peekJws(jws) as Offer;
    const hash = notice.languages[lang];
    const party = offer.parties.find((one) => one.ref === ref);
    if (!hash || !party) throw new Error('an offer without this party or language');
    const shown = JSON.parse((await this.#notices.document(hash)) ?? '') as Notice;
    const { controller, recipients, storage, retention, withdraw, jurisdiction } = shown;
    return {
      ...offer,
      ...{ controller, recipients, storage, retention, withdraw, jurisdiction },
      ...{ type: 'consent.given', party, offer: await sha256(jws), modalities: [...modalities] },
      notice: { id: notice.id, version: notice.version, lang, sha256: hash },
      lawfulBasis: 'consent',
      identityAssurance: party.role === 'agent' ? 'device-key' : 'none',
      ...{ shownMs: 1500, clientTime: '2026-11-24T09:00:00.000Z' },
    };
  }
}

/** A call in which both are, on a published notice, with everything that consent needs. */
export async function stageConsent() {
  const stage = await stageCall();
  const { calls, call, visitor, agent, chain, conversation, store, signer, guard, bus, clock } = stage;
  const [notices, refusals] = [new MemoryNotices(), new MemoryRefusals()];
  const { ref, documents } = await buildNotice(site);
  await notices.publish(ref, documents);
  await chain.append(conversation, { type: 'notice.published', notice: ref });
  await calls.start(visitor, call, 'video');
  await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
  await calls.join(agent, { call, key: null, pendingWithdrawal: false });
  const ids = {
    next: () => v7(),
    secret: () =>
      Buffer.from(v7() + v7())
        .subarray(0, 32)
        .toString('base64url'),
  };
  const { onProblem } = stage;
  const consents = new Consents({
    ...{ calls, events: store, refusals, notices, signer, guard, bus, clock, ids, onProblem },
  });
  const staged = { stage, consents, notices };
  return {
    ...stage,
    ...{ notices, refusals, consents, notice: ref, request: v7() as RequestId },
    mia: new Signing(visitor, await makeKey(), staged),
    ayse: new Signing(agent, await makeKey(), staged),
    gate: async () => gate(await chain.read(conversation)),
    ask: (request: RequestId, by = agent) => consents.ask(by, { call, request }),
  };
}

export type StagedConsent = Awaited<ReturnType<typeof stageConsent>>;

/** A staged call that both have agreed to record. */
export async function stageConsented(): Promise<StagedConsent> {
  const stage = await stageConsent();
  const { ask, request, mia, ayse } = stage;
  await ask(request);
  await mia.offer(request);
  await ayse.sayYes(request);
  await mia.sayYes(request);
  return stage;
}
