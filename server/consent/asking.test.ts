import type { Offer } from '@jawort/shared/consent/statement';
import { peekJws } from '@jawort/shared/crypto/jws';
import type { CallId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { v7 } from 'uuid';
import { makeKey } from '../../test/support/party-key.ts';
import { elsewhere } from '../../test/support/staged-call.ts';
import { stageConsent, stageConsented } from '../../test/support/staged-consent.ts';

describe('asking', () => {
  it('asks both, and changes nothing when it is repeated', async () => {
    const { ask, request, mia, ayse, agent, types, bus } = await stageConsent();
    await ask(request);
    await ask(request);
    assert.equal((await types()).filter((type) => type === 'consent.requested').length, 1);
    const expected = { request: { request, by: agent.party, at: '2026-11-24T09:00:00.000Z' }, given: [] };
    assert.deepEqual(await mia.view(), { ...expected, mine: { state: 'asked' } });
    assert.deepEqual(await ayse.view(), { ...expected, mine: { state: 'asked' } });
    assert.ok(bus.all('consent:changed').length >= 2);
  });

  it('[RG6] nobody has consented without being asked', async () => {
    const { mia, consents, call, request } = await stageConsent();
    assert.deepEqual(await mia.view(), { request: null, mine: { state: 'unasked' }, given: [] });
    const { caller, key } = mia;
    const offer = consents.offer(caller, { call, request }, key.publicKey);
    await assert.rejects(offer, { code: 'ERR_NOT_ASKED' });
    await assert.rejects(mia.refuse(request), { code: 'ERR_NOT_ASKED' });
  });

  it('is for those in the call, by the connection they are in it with', async () => {
    const { ask, request, visitor, consents } = await stageConsent();
    await assert.rejects(ask(request, elsewhere(visitor)), { code: 'ERR_NOT_IN_CALL' });
    const other = v7() as CallId;
    await assert.rejects(consents.ask(visitor, { call: other, request }), { code: 'ERR_NOT_IN_CALL' });
  });
});

describe('offers', () => {
  it('come when the keys of all are known: to the last in the answer, to the others by notice', async () => {
    const { ask, request, mia, ayse, bus, conversation, call, visitor } = await stageConsent();
    await ask(request);
    assert.equal(await mia.offer(request), null);
    const answer = await ayse.expectOffer(request);
    const [told] = bus.rung.filter(({ notice }) => notice[0] === 'consent:offered');
    assert.deepEqual(told?.audience, { to: 'party', conversation, party: visitor.party });
    const [offered] = bus.all('consent:offered');
    assert.equal(offered?.call, call);
    const [toAgent, toVisitor] = [peekJws(answer) as Offer, peekJws(offered.offer) as Offer];
    assert.equal(toVisitor.party, visitor.party);
    assert.notEqual(toVisitor.nonce, toAgent.nonce);
    assert.deepEqual(toVisitor.parties, toAgent.parties);
  });

  it('[EV1] bind the place in the chain, both keys in order, and the notice in force', async () => {
    const { ask, request, mia, ayse, chain, conversation, call, notice } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const { nonce, ...offer } = peekJws(await ayse.expectOffer(request)) as Offer;
    const head = (await chain.read(conversation)).at(-1);
    const parties = [mia, ayse].map(({ caller, key }) => ({
      ...{ ref: caller.party, role: caller.role, key: key.signer.kid },
    }));
    assert.deepEqual(offer, {
      ...{ v: 1, conversation, call, request, party: ayse.caller.party, notice, purpose: 'recording' },
      parties: parties.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
      ...{ seq: (head?.seq ?? 0) + 1, prev: head?.hash, modalities: ['audio', 'video', 'screen'] },
      expires: '2026-11-24T09:02:00.000Z',
    });
    assert.match(nonce, /^[\w-]{43}$/);
  });

  it('bind a key once, and end the consent of a party that takes another', async () => {
    const { request, mia, ayse, types, gate, consents, visitor, call } = await stageConsented();
    const bound = (await types()).filter((type) => type === 'key.bound').length;
    await mia.offer(request);
    assert.equal((await types()).filter((type) => type === 'key.bound').length, bound);
    assert.equal((await gate()).state, 'open');
    const { publicKey } = await makeKey();
    await consents.offer(visitor, { call, request }, publicKey);
    assert.equal((await gate()).state, 'closed');
    assert.deepEqual((await ayse.view()).given, []);
  });

  it('refuse the key of a second device while the first is in the call', async () => {
    const { ask, request, mia, consents, call, visitor } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const second = elsewhere(visitor);
    const { publicKey } = await makeKey();
    await assert.rejects(consents.offer(second, { call, request }, publicKey), { code: 'ERR_CONSENT_KEY' });
    const same = consents.offer(second, { call, request }, mia.key.publicKey);
    await assert.rejects(same, { code: 'ERR_NOT_IN_CALL' });
  });

  it('refuse a key that another party has, and one that is none', async () => {
    const { ask, request, mia, consents, call, agent } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    const stolen = consents.offer(agent, { call, request }, mia.key.publicKey);
    await assert.rejects(stolen, { code: 'ERR_CONSENT_KEY' });
    const notOnCurve = { ...mia.key.publicKey, x: mia.key.publicKey.y };
    const broken = consents.offer(agent, { call, request }, notOnCurve);
    await assert.rejects(broken, { code: 'ERR_CONSENT_KEY' });
  });
});
