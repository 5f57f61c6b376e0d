import type { Consent, Offer } from '@jawort/shared/consent/statement';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import { peekJws, signJws } from '@jawort/shared/crypto/jws';
import type {
  CallId,
  ConversationId,
  ParticipantId,
  RequestId,
  WithdrawalId,
} from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { v7 } from 'uuid';
import { diskFull } from '../../test/support/memory-event-store.ts';
import { makeKey } from '../../test/support/party-key.ts';
import { elsewhere } from '../../test/support/staged-call.ts';
import { site, stageConsent, stageConsented } from '../../test/support/staged-consent.ts';
import { buildNotice } from './notices/build-notice.ts';

const newRequest = () => v7() as RequestId;
const newWithdrawal = () => v7() as WithdrawalId;
const otherHash = `sha256-${'A'.repeat(43)}` as Hash;

describe('giving', () => {
  it('[RG2] opens the gate when both have said yes, and not before', async () => {
    const { ask, request, mia, ayse, gate, visitor, agent } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    await ayse.sayYes(request, ['audio', 'video']);
    assert.equal((await gate()).state, 'closed');
    assert.deepEqual((await mia.view()).given, [agent.party]);
    await mia.sayYes(request, ['audio']);
    const open = await gate();
    assert.deepEqual(open.state === 'open' && open.modalities, ['audio']);
    assert.deepEqual((await ayse.view()).given, [visitor.party, agent.party]);
  });

  it('[EV2] stores, then sends the receipt to both, then lets the gate look', async () => {
    const { ask, request, mia, ayse, store, bus, log, chain, conversation, call } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await ayse.sign(offer, ['audio']);
    log.length = 0;
    store.beforeAppend = () => void log.push('stored');
    bus.subscribe((_audience, ...[name]) => {
      if (name === 'consent:receipted') log.push('receipted');
    });
    const receipt = await ayse.give(offer, statement);
    assert.deepEqual(log.slice(0, 3), ['stored', 'receipted', 'reconsidered']);
    assert.deepEqual(bus.all('consent:receipted'), [{ conversation, call, receipt, statement }]);
    const event = (await chain.read(conversation)).at(-1);
    assert.equal(event?.hash, await sha256(receipt));
    const { mine } = await ayse.view();
    assert.deepEqual(mine, { state: 'given', at: event.at, modalities: ['audio'], receipt });
  });

  it('gives the same receipt for the very same statement, and stores nothing twice', async () => {
    const { ask, request, mia, ayse, types } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await ayse.sign(offer, ['audio']);
    const [first, again] = await Promise.all([ayse.give(offer, statement), ayse.give(offer, statement)]);
    assert.equal(again, first);
    assert.equal((await types()).filter((type) => type === 'consent.given').length, 1);
  });

  it('does not bring a consent back that was withdrawn, whoever sends it again', async () => {
    const { ask, request, mia, ayse, gate } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    await ayse.sayYes(request);
    const offer = await mia.expectOffer(request);
    const statement = await mia.sign(offer, ['audio', 'video']);
    const receipt = await mia.give(offer, statement);
    await mia.withdraw(newWithdrawal());
    assert.equal(await mia.give(offer, statement), receipt);
    assert.equal((await gate()).state, 'closed');
  });

  it('is stale once anything else was stored, and succeeds with a fresh offer', async () => {
    const { ask, request, mia, ayse } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await ayse.sign(offer, ['audio']);
    await mia.sayYes(request);
    await assert.rejects(ayse.give(offer, statement), { code: 'ERR_CONSENT_STALE' });
    await ayse.sayYes(request);
  });

  it('is stale when the offer is older than two minutes', async () => {
    const { ask, request, mia, ayse, clock, calls, call, visitor, agent } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await ayse.sign(offer, ['audio']);
    for (let second = 0; second < 120; second++) {
      clock.advance(1000);
      for (const caller of [visitor, agent]) calls.seat(caller, call).beat();
    }
    await assert.rejects(ayse.give(offer, statement), { code: 'ERR_CONSENT_STALE' });
  });

  it('is refused as outdated when another version of the notice has come into force', async () => {
    const { ask, request, mia, ayse, chain, conversation, notices, gate } = await stageConsented();
    const offer = await mia.expectOffer(request);
    const { ref, documents } = await buildNotice({ ...site, noticeVersion: '2026-11-2', retention: 'P1Y' });
    await notices.publish(ref, documents);
    await chain.append(conversation, { type: 'notice.published', notice: ref });
    assert.equal((await gate()).state, 'closed');
    const statement = await mia.sign(offer, ['audio']);
    await assert.rejects(mia.give(offer, statement), { code: 'ERR_NOTICE_OUTDATED' });
    assert.deepEqual((await mia.view()).mine, { state: 'asked' });
    const again = newRequest();
    await ask(again);
    await ayse.sayYes(again);
    await mia.sayYes(again);
    assert.equal((await gate()).state, 'open');
  });

  it('is refused when an answered offer is answered again otherwise', async () => {
    const { ask, request, mia, ayse } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    await ayse.give(offer, await ayse.sign(offer, ['audio']));
    const other = await ayse.sign(offer, ['audio', 'video']);
    await assert.rejects(ayse.give(offer, other), { code: 'ERR_CONSENT_REPLAYED' });
  });

  it('is refused when the store knows the nonce from elsewhere', async () => {
    const { ask, request, mia, ayse, store } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    store.use((peekJws(offer) as Offer).nonce);
    const statement = await ayse.sign(offer, ['audio']);
    await assert.rejects(ayse.give(offer, statement), { code: 'ERR_CONSENT_REPLAYED' });
  });

  it('[RG2] is refused when another key than the bound one has signed', async () => {
    const { ask, request, mia, ayse, gate } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    await ayse.sayYes(request);
    const offer = await mia.expectOffer(request);
    for (const key of [ayse.key, await makeKey()]) {
      const statement = await mia.sign(offer, ['audio'], { key });
      await assert.rejects(mia.give(offer, statement), { code: 'ERR_CONSENT_SIGNATURE' });
    }
    const [header, payload] = (await mia.sign(offer, ['audio'])).split('.');
    const [, , foreign] = (await mia.sign(offer, ['video'])).split('.');
    const altered = `${header}.${payload}.${foreign}`;
    await assert.rejects(mia.give(offer, altered), { code: 'ERR_CONSENT_SIGNATURE' });
    assert.equal((await gate()).state, 'closed');
  });

  it('is refused when the offer is not ours', async () => {
    const { ask, request, mia, ayse } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const own = peekJws(await ayse.expectOffer(request)) as Offer;
    const forged = await signJws('jawort-offer+jws', own, ayse.key.signer);
    const statement = await ayse.sign(forged, ['audio']);
    await assert.rejects(ayse.give(forged, statement), { code: 'ERR_CONSENT_SIGNATURE' });
    await assert.rejects(ayse.give('no.offer.atall', statement), { code: 'ERR_CONSENT_SIGNATURE' });
  });

  it('is refused when the offer was made to another party', async () => {
    const { ask, request, mia, ayse } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await mia.sign(offer, ['audio']);
    await assert.rejects(mia.give(offer, statement), {
      code: 'ERR_CONSENT_MISMATCH',
      detail: { field: 'party' },
    });
  });

  it('is refused when the offer is of another conversation or call', async () => {
    const [here, there] = [await stageConsent(), await stageConsent()];
    for (const { ask, mia, request } of [here, there]) {
      await ask(request);
      await mia.offer(request);
    }
    const offer = await there.ayse.expectOffer(there.request);
    const { signer } = there;
    const foreign = await signJws('jawort-offer+jws', peekJws(offer) as Offer, here.signer);
    const statement = await here.ayse.sign(offer, ['audio']).catch(() => offer);
    await assert.rejects(here.ayse.give(foreign, statement), { detail: { field: 'conversation' } });
    const own = peekJws(await here.ayse.expectOffer(here.request)) as Offer;
    const otherCall = await signJws('jawort-offer+jws', { ...own, call: v7() as CallId }, here.signer);
    await assert.rejects(here.ayse.give(otherCall, statement), { detail: { field: 'call' } });
    assert.notEqual(signer.kid, here.signer.kid);
  });

  const alterations: Readonly<Record<string, Partial<Consent>>> = {
    conversation: { conversation: v7() as ConversationId },
    call: { call: v7() as CallId },
    request: { request: newRequest() },
    seq: { seq: 1 },
    prev: { prev: otherHash },
    nonce: { nonce: 'B'.repeat(43) },
    offer: { offer: otherHash },
    party: { party: { ref: v7() as ParticipantId, role: 'agent', key: otherHash } },
    parties: {
      parties: [
        { ref: v7() as ParticipantId, role: 'agent', key: otherHash },
        { ref: v7() as ParticipantId, role: 'visitor', key: otherHash },
      ],
    },
    purpose: { purpose: 'crm' },
    controller: { controller: { name: 'X', address: 'X', contact: 'X', dpo: 'X' } },
    recipients: { recipients: ['Somebody else'] },
    storage: { storage: ['Elsewhere'] },
    retention: { retention: 'P99Y' },
    withdraw: { withdraw: 'Never.' },
    jurisdiction: { jurisdiction: 'US' },
    identityAssurance: { identityAssurance: 'none' },
    'notice.sha256': { notice: { id: 'x', version: '2026-11-1', lang: 'de', sha256: otherHash } },
    modalities: { modalities: ['audio', 'audio'] },
  };

  for (const [field, change] of Object.entries(alterations)) {
    it(`[EV1] is refused when "${field}" is not what was offered`, async () => {
      const { ask, request, mia, ayse, types } = await stageConsent();
      await ask(request);
      await mia.offer(request);
      const offer = await ayse.expectOffer(request);
      const statement = await ayse.sign(offer, ['audio'], { change });
      await assert.rejects(ayse.give(offer, statement), { code: 'ERR_CONSENT_MISMATCH', detail: { field } });
      assert.ok(!(await types()).includes('consent.given'));
    });
  }

  it('[EV1] is refused when the notice has the right hash and another name', async () => {
    const { ask, request, mia, ayse, notice } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const sha = notice.languages.de ?? otherHash;
    const change = { notice: { id: 'other', version: notice.version, lang: 'de', sha256: sha } } as const;
    const statement = await ayse.sign(offer, ['audio'], { change });
    await assert.rejects(ayse.give(offer, statement), { detail: { field: 'notice' } });
  });

  it('is refused when it is no consent at all', async () => {
    const { ask, request, mia, ayse } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const withdrawal = await ayse.signWithdrawal(newWithdrawal());
    await assert.rejects(ayse.give(offer, withdrawal), { code: 'ERR_CONSENT_MISMATCH' });
  });

  it('is taken in either language', async () => {
    const { ask, request, mia, ayse, gate } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const german = await ayse.expectOffer(request);
    await ayse.give(german, await ayse.sign(german, ['audio'], { lang: 'de' }));
    const english = await mia.expectOffer(request);
    await mia.give(english, await mia.sign(english, ['audio'], { lang: 'en' }));
    assert.equal((await gate()).state, 'open');
  });

  it('of a connection that is not in the call is refused', async () => {
    const { ask, request, mia, ayse, consents, call, agent } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await ayse.sign(offer, ['audio']);
    const given = consents.give(elsewhere(agent), { call, offer, statement });
    await assert.rejects(given, { code: 'ERR_NOT_IN_CALL' });
  });

  it('[RG4] that could not be stored is no consent, and keeps the recorder held', async () => {
    const { ask, request, mia, ayse, store, guard, bus } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const offer = await ayse.expectOffer(request);
    const statement = await ayse.sign(offer, ['audio']);
    store.beforeAppend = diskFull;
    await assert.rejects(ayse.give(offer, statement), { code: 'ERR_STORE_FAILED' });
    assert.equal(guard.holds, 1);
    assert.deepEqual(bus.all('consent:receipted'), []);
    assert.deepEqual((await ayse.view()).mine, { state: 'asked' });
  });
});
