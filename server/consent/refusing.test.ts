import type { RequestId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { v7 } from 'uuid';
import { stageConsent } from '../../test/support/staged-consent.ts';

const newRequest = () => v7() as RequestId;

describe('refusing', () => {
  it('[RG5] is no event, and the other party hears nothing of it', async () => {
    const { ask, request, mia, agent, bus, types } = await stageConsent();
    await ask(request);
    const [events, heard] = [await types(), bus.heardBy(agent.party).length];
    await mia.refuse(request);
    await mia.refuse(request);
    assert.deepEqual(await types(), events);
    assert.equal(bus.heardBy(agent.party).length, heard);
    assert.deepEqual((await mia.view()).mine, { state: 'refused' });
  });

  it('can be followed by a yes', async () => {
    const { ask, request, mia, ayse, gate } = await stageConsent();
    await ask(request);
    await mia.offer(request);
    await mia.refuse(request);
    await ayse.sayYes(request);
    await mia.sayYes(request);
    assert.equal((await gate()).state, 'open');
    assert.equal((await mia.view()).mine.state, 'given');
  });

  it('of one request leaves the next one open', async () => {
    const { ask, request, mia } = await stageConsent();
    await ask(request);
    await mia.refuse(request);
    await ask(newRequest());
    assert.deepEqual((await mia.view()).mine, { state: 'asked' });
  });
});
