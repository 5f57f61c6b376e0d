import { verifyChain } from '@jawort/shared/events/verify-chain';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stageConsented } from '../../test/support/staged-consent.ts';
import { VerifiedChains } from './verified-chains.ts';

async function stage() {
  const { store, conversation, signer, mia } = await stageConsented();
  const chains = new VerifiedChains();
  const stored = await store.read(conversation);
  const verify = (events = stored, keys = signer.keys) => chains.verify(conversation, events, keys);
  return { chains, conversation, keys: signer.keys, mia, stored, verify };
}

describe('verifying a chain again', () => {
  it('gives what verifying all of it gives, wherever it was cut before', async () => {
    const { conversation, keys, stored, verify } = await stage();
    const whole = await verifyChain(conversation, stored, keys);
    for (let length = 0; length <= stored.length; length++) {
      await verify(stored.slice(0, length));
      assert.deepEqual(await verify(), whole);
    }
  });

  it('[EV4] finds every event that was altered, removed or moved since', async () => {
    const { stored, verify } = await stage();
    await verify();
    for (const [index, event] of stored.entries()) {
      const altered = { ...event, jws: `${event.jws.slice(0, -4)}AAAA` };
      await assert.rejects(verify(stored.with(index, altered)), TypeError);
      if (index + 1 < stored.length) await assert.rejects(verify(stored.toSpliced(index, 1)), TypeError);
      if (event.statement !== null) {
        await assert.rejects(verify(stored.with(index, { ...event, statement: null })), TypeError);
      }
    }
    await verify();
  });

  it('believes nothing that other keys have verified', async () => {
    const { stored, verify } = await stage();
    await verify();
    await assert.rejects(verify(stored, new Map()), TypeError);
  });
});
