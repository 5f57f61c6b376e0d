import assert from 'node:assert/strict';
import { it } from 'node:test';
import { turnCredentials } from './turn-credentials.ts';

const clock = {
  now: () => new Date('2026-11-24T09:00:00.000Z'),
  monotonic: () => 0n,
  after: () => () => {},
};

it('TURN credentials end by themselves and verify with the shared secret', () => {
  const urls = ['turns:turn.example:5349'];
  assert.deepEqual(turnCredentials({ urls, secret: 'north', validForSeconds: 3600 }, clock), {
    urls,
    username: '1795514400',
    // printf 1795514400 | openssl dgst -sha1 -hmac north -binary | base64
    credential: 'P6hhomBGhUHR1ZHzdYu2Ef8R5nA=',
  });
});
