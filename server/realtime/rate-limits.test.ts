import { requests } from '@jawort/shared/protocol/requests';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { JawortError } from '../error.ts';
import { RateLimits } from './rate-limits.ts';

const minute = 60_000;
const withdrawing = 'consent:withdraw';
const others = Object.keys(requests).filter((name) => name !== withdrawing);

/** How often something was done before it was refused, and after how many milliseconds it may go on. */
type Asked = { readonly done: number; readonly retryAfterMs: number | undefined };

async function flood(limits: RateLimits, person: string, request: string): Promise<Asked> {
  for (let done = 0; done < 1000; done++) {
    const error = await limits.take(person, request).catch((reason: unknown) => reason);
    if (error === undefined) continue;
    assert.ok(error instanceof JawortError);
    assert.equal(error.code, 'ERR_RATE_LIMITED');
    return { done, retryAfterMs: error.detail.retryAfterMs };
  }
  assert.fail('nothing was refused');
}

describe('what one person may ask', () => {
  let limits: RateLimits;
  beforeEach(() => {
    mock.timers.enable({ apis: ['Date', 'setTimeout'] });
    limits = new RateLimits(1);
  });
  afterEach(() => mock.timers.reset());

  it('is sixty requests at once, and as many again three seconds after the first', async () => {
    assert.deepEqual(await flood(limits, 'mia', 'typing:set'), { done: 60, retryAfterMs: 3000 });
    mock.timers.tick(2999);
    assert.deepEqual(await flood(limits, 'mia', 'typing:set'), { done: 0, retryAfterMs: 1 });
    mock.timers.tick(1);
    assert.deepEqual(await flood(limits, 'mia', 'typing:set'), { done: 60, retryAfterMs: 3000 });
  });

  it('is counted over all kinds of requests, unknown ones too', async () => {
    for (let count = 0; count < 20; count++)
      for (const request of ['typing:set', 'conversation:sync', 'x']) await limits.take('mia', request);
    for (const request of [...others, 'constructor', ''])
      assert.equal((await flood(limits, 'mia', request)).done, 0, request);
  });

  it('is not used up by somebody else', async () => {
    await flood(limits, 'mia', 'typing:set');
    await flood(limits, 'mia', withdrawing);
    assert.equal((await flood(limits, 'zoë', 'typing:set')).done, 60);
    assert.equal((await flood(limits, 'zoë', withdrawing)).done, 20);
  });

  it('is a hundred messages a minute, and anything else meanwhile', async () => {
    assert.equal((await flood(limits, 'mia', 'message:send')).done, 60);
    mock.timers.tick(3000);
    const { done, retryAfterMs } = await flood(limits, 'mia', 'message:send');
    assert.deepEqual([done, retryAfterMs], [40, minute - 3000]);
    await limits.take('mia', 'typing:set');
    mock.timers.tick(minute - 3000);
    await limits.take('mia', 'message:send');
  });

  it('is sixty openings of a conversation a minute', async () => {
    assert.equal((await flood(limits, 'mia', 'conversation:open')).done, 60);
    mock.timers.tick(3000);
    const opened = await flood(limits, 'mia', 'conversation:open');
    assert.deepEqual(opened, { done: 0, retryAfterMs: minute - 3000 });
  });

  it('[EV2] never holds up withdrawing, whatever else was asked', async () => {
    for (const request of others) await flood(limits, 'mia', request);
    assert.deepEqual(await flood(limits, 'mia', withdrawing), { done: 20, retryAfterMs: 1000 });
    mock.timers.tick(1000);
    for (const request of others) await flood(limits, 'mia', request);
    assert.equal((await flood(limits, 'mia', withdrawing)).done, 20);
  });

  it('is not used up by withdrawing', async () => {
    await flood(limits, 'mia', withdrawing);
    assert.equal((await flood(limits, 'mia', 'typing:set')).done, 60);
  });

  it('is multiplied by the factor', async () => {
    const threefold = new RateLimits(3);
    assert.equal((await flood(threefold, 'mia', 'typing:set')).done, 180);
    assert.equal((await flood(threefold, 'mia', withdrawing)).done, 60);
  });
});
