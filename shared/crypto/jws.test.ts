import assert from 'node:assert/strict';
import { createPublicKey, verify as verifyWithOpenssl } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { makeKey, type PartyKey } from '../../test/support/party-key.ts';
import { toBase64url } from './base64url.ts';
import type { Json } from './canonical-json.ts';
import { peekJws, signJws, verifyJws } from './jws.ts';

const typ = 'jawort-event+jws';
const payload = { b: 'ä', a: [1, null] };

describe('a compact JWS', () => {
  let key: PartyKey;
  let other: PartyKey;
  let jws: string;

  before(async () => {
    [key, other] = await Promise.all([makeKey(), makeKey()]);
    jws = await signJws(typ, payload, key.signer);
  });

  const verify = (text: string, type: Parameters<typeof verifyJws>[0] = typ) =>
    verifyJws(type, text, key.signer.kid, key.publicKey);

  it('[EV3] gives back what was signed, and OpenSSL finds the signature good', async () => {
    assert.deepEqual(await verify(jws), payload);
    const [header, body, signature] = parts(jws);
    const publicKey = createPublicKey({ key: { ...key.publicKey }, format: 'jwk' });
    const how = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const signed = Buffer.from(`${header}.${body}`);
    assert.ok(verifyWithOpenssl('sha256', signed, how, Buffer.from(signature, 'base64url')));
    assert.deepEqual(JSON.parse(Buffer.from(body, 'base64url').toString()), payload);
  });

  it('lets its payload be seen without believing it', () => {
    assert.deepEqual(peekJws(jws), payload);
  });

  it('[EV4] does not verify by another key, even under the same name', async () => {
    await assert.rejects(verifyJws(typ, jws, key.signer.kid, other.publicKey), /signature does not hold/);
  });

  it('[EV4] does not stand for a signature about something else', async () => {
    await assert.rejects(verify(jws, 'jawort-consent+jws'), /header/);
  });

  it('[EV4] fails with a bit of any of its bytes turned over', async () => {
    const [header, body, signature] = parts(jws);
    for (const [index, part] of [header, body, signature].entries()) {
      const bytes = Buffer.from(part, 'base64url');
      for (let at = 0; at < bytes.length; at++) {
        const turned = Buffer.from(bytes);
        turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
        const altered = [header, body, signature].with(index, turned.toString('base64url')).join('.');
        await assert.rejects(verify(altered), `byte ${at} of part ${index}`);
      }
    }
  });

  for (const [what, make] of [
    ['without an algorithm', () => resigned({ alg: 'none', kid: key.signer.kid, typ })],
    ['with another algorithm', () => resigned({ alg: 'HS256', kid: key.signer.kid, typ })],
    ['with a member more in its header', () => resigned({ alg: 'ES256', kid: key.signer.kid, typ, x: 1 })],
    [
      'whose header names are in another order',
      () => resignedText(`{"typ":"${typ}","alg":"ES256","kid":"${key.signer.kid}"}`, '{}'),
    ],
    ['whose payload has a name twice', () => resignedText(headerText(), '{"a":1,"a":2}')],
    ['whose payload has white space', () => resignedText(headerText(), '{"a": 1}')],
    ['whose payload names are in another order', () => resignedText(headerText(), '{"b":1,"a":2}')],
    ['whose payload is not JSON', () => resignedText(headerText(), 'yes')],
    ['with an empty signature', async () => `${jws.split('.').slice(0, 2).join('.')}.`],
    [
      'with a signature of zeros',
      async () => `${jws.split('.').slice(0, 2).join('.')}.${toBase64url(new Uint8Array(64))}`,
    ],
    ['with a fourth part', async () => `${jws}.e30`],
    ['with padding', async () => `${jws}==`],
  ] as const) {
    it(`[EV4] is refused ${what}`, async () => {
      await assert.rejects(verify(await make()), isBadInput);
    });
  }

  function headerText(): string {
    return `{"alg":"ES256","kid":"${key.signer.kid}","typ":"${typ}"}`;
  }

  function resigned(header: Json): Promise<string> {
    return resignedText(JSON.stringify(header), '{"a":1}');
  }

  async function resignedText(header: string, body: string): Promise<string> {
    const input = [header, body].map((text) => toBase64url(new TextEncoder().encode(text))).join('.');
    return `${input}.${toBase64url(await key.signer.sign(new TextEncoder().encode(input)))}`;
  }
});

function parts(jws: string): readonly [string, string, string] {
  const [header = '', body = '', signature = ''] = jws.split('.');
  return [header, body, signature];
}

function isBadInput(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError;
}
