import { assert } from '@open-wc/testing';
import type { Problem } from '@jawort/shared/protocol/http';
import { me } from '../testing/builders.ts';
import { ApiProblem } from './api-problem.ts';
import { httpApi } from './http-api.ts';

const input = { login: 'ayse', password: 'geheim' };
const problem = (status: number, code: Problem['code'], more = {}) =>
  Response.json({ title: 'No', status, code, ...more }, { status });

describe('the server over HTTP', () => {
  const real = window.fetch;
  const answer = (response: Response) => (window.fetch = async () => response);

  afterEach(() => {
    window.fetch = real;
  });

  it('says who is signed in, and that nobody is', async () => {
    answer(Response.json(me));
    assert.deepEqual(await httpApi().me(), me);
    answer(problem(401, 'ERR_NOT_SIGNED_IN'));
    assert.isNull(await httpApi().me());
  });

  it('tells a wrong log-in from one too many', async () => {
    answer(problem(401, 'ERR_LOGIN_FAILED'));
    assert.deepEqual(await httpApi().login(input), { state: 'wrong' });
    answer(problem(429, 'ERR_RATE_LIMITED', { retryAfterMs: 9000 }));
    assert.deepEqual(await httpApi().login(input), { state: 'limited', retryAfterMs: 9000 });
  });

  it('takes the wait from the header where a proxy answered', async () => {
    answer(new Response('Too many', { status: 429, headers: { 'retry-after': '7' } }));
    const refused = await httpApi()
      .recordings()
      .catch((error: unknown) => error);
    assert.instanceOf(refused, ApiProblem);
    assert.deepEqual([refused.code, refused.retryAfterMs], ['ERR_RATE_LIMITED', 7000]);
  });

  it('believes no answer of another shape', async () => {
    answer(Response.json({ recordings: [{ segment: '<b>' }] }));
    const refused = await httpApi()
      .recordings()
      .catch((error: unknown) => error);
    assert.instanceOf(refused, Error);
  });

  it('says that it could not be reached', async () => {
    window.fetch = () => Promise.reject(new TypeError('no network'));
    const refused = await httpApi()
      .me()
      .catch((error: unknown) => error);
    assert.instanceOf(refused, ApiProblem);
    assert.equal(refused.code, 'ERR_UNAVAILABLE');
  });
});
