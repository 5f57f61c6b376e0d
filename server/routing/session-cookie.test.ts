import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { hashSession, sessionCookie, sessionHashOf, sessionMs } from './session-cookie.ts';

const secret = randomBytes(32).toString('base64url');

describe('the session cookie', () => {
  it('is kept from scripts and other sites, lasts as long as the session, and is the host’s own on https', () => {
    assert.equal(
      sessionCookie(secret, true),
      `__Host-jawort-session=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure`,
    );
    assert.equal(sessionMs, 43_200_000);
  });

  it('does without what browsers refuse where there is no https', () => {
    assert.equal(
      sessionCookie(secret, false),
      `jawort-session=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200`,
    );
  });

  it('is taken away under the same name and flags', () => {
    for (const secure of [true, false]) {
      const [opened, ended] = [sessionCookie(secret, secure), sessionCookie(null, secure)];
      assert.equal(ended, opened.replace(secret, '').replace('Max-Age=43200', 'Max-Age=0'));
    }
  });

  it('is known by its SHA-256 alone', () => {
    const hash = createHash('sha256').update(secret).digest('base64url');
    assert.equal(hashSession(secret), hash);
    for (const secure of [true, false]) {
      const [pair = ''] = sessionCookie(secret, secure).split(';');
      assert.equal(sessionHashOf(pair, secure), hash);
      assert.equal(sessionHashOf(`a=b; ${pair};c=d`, secure), hash);
    }
  });

  it('counts by the one name alone that the server gives it, so that no other host can plant one', () => {
    assert.equal(sessionHashOf(`jawort-session=${secret}`, true), null);
    assert.equal(sessionHashOf(`__Host-jawort-session=${secret}`, false), null);
  });

  it('is not found where there is none that is well formed', () => {
    for (const header of [
      undefined,
      '',
      ';=;',
      'jawort-session',
      'jawort-session=',
      `jawort-session=${secret}x`,
      `jawort-session=${secret.slice(1)}`,
      `jawort-session=${secret.slice(1)}*`,
      `jawort-session="${secret}"`,
      `other-jawort-session=${secret}`,
      `Jawort-Session=${secret}`,
      `a=jawort-session=${secret}`,
    ])
      assert.equal(sessionHashOf(header, false), null, header);
  });
});
