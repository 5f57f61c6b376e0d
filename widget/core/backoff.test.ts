import { assert } from '@open-wc/testing';
import { backoff } from './backoff.ts';

describe('the wait before a reconnect', () => {
  it('doubles from a quarter to half a second up to fifteen seconds', () => {
    assert.deepEqual(
      [0, 1, 2, 10].map((attempt) => backoff(attempt, 0)),
      [250, 500, 1000, 7500],
    );
    assert.deepEqual(
      [0, 1, 2, 10].map((attempt) => backoff(attempt, 0.999)),
      [500, 1000, 1999, 14993],
    );
  });
});
