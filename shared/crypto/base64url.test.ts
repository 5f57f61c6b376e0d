import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromBase64url, toBase64url } from './base64url.ts';

describe('base64url', () => {
  // RFC 4648 §10, without the padding.
  for (const [text, encoded] of [
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ] as const) {
    it(`writes and reads "${text}"`, () => {
      assert.equal(toBase64url(new TextEncoder().encode(text)), encoded);
      assert.equal(new TextDecoder().decode(fromBase64url(encoded)), text);
    });
  }

  it('uses the characters that are safe in an address', () => {
    assert.equal(toBase64url(Uint8Array.of(0xfb, 0xff, 0xfe)), '-__-');
  });

  for (const [what, text] of [
    ['padding', 'Zg=='],
    ['the characters of plain base64', '+//+'],
    ['white space', 'Zm 8'],
    ['a length that no bytes have', 'Z'],
    ['bits that belong to no byte, for then one signature had two spellings', 'Zh'],
    ['letters beyond ASCII', 'Zmé9'],
  ] as const) {
    it(`[EV4] refuses ${what}`, () => {
      assert.throws(() => fromBase64url(text), TypeError);
    });
  }
});
