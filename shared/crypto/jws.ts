import { canonicalJson, type Json } from './canonical-json.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { Hash } from './hash.ts';
import type { PublicKey } from './public-key.ts';

/** What a signature is about; the `typ` of its header (RFC 7515 §4.1.9), so that none can stand for another. */
export type JwsType = 'jawort-event+jws' | 'jawort-consent+jws' | 'jawort-offer+jws' | 'jawort-gate+jws';

/** Signs bytes with a P-256 key whose thumbprint is `kid`; the 64 bytes r ‖ s (RFC 7518 §3.4). */
export interface Signer {
  readonly kid: Hash;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** A compact JWS (RFC 7515 §7.1) over the canonical JSON of `payload`, ES256, with the header `alg`, `kid`, `typ`. */
export async function signJws(typ: JwsType, payload: Json, signer: Signer): Promise<string> {
  const input = `${encode({ alg: 'ES256', kid: signer.kid, typ })}.${encode(payload)}`;
  return `${input}.${toBase64url(await signer.sign(new TextEncoder().encode(input)))}`;
}

function encode(value: Json): string {
  return toBase64url(new TextEncoder().encode(canonicalJson(value)));
}

/**
 * The payload of a compact JWS whose ES256 signature by `key` holds and whose bytes are those that {@link signJws} writes.
 * The received bytes are verified, never re-serialised ones.
 * @throws {TypeError} saying what is wrong; nothing of the payload may be believed then.
 */
export async function verifyJws(typ: JwsType, jws: string, kid: Hash, key: PublicKey): Promise<unknown> {
  const { header, payload, signature, input } = split(jws);
  if (header !== canonicalJson({ alg: 'ES256', kid, typ }))
    throw new TypeError('JWS header is not the expected one');
  if (!(await signatureHolds(signature, input, key))) throw new TypeError('JWS signature does not hold');
  return parseCanonical(payload);
}

/** The payload of a JWS, unverified: only to find out whose key has to verify it. */
export function peekJws(jws: string): unknown {
  return parseCanonical(split(jws).payload);
}

function split(jws: string) {
  const parts = jws.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature) throw new TypeError('not a compact JWS');
  return {
    header: decode(header),
    payload: decode(payload),
    signature: fromBase64url(signature),
    input: new TextEncoder().encode(`${header}.${payload}`),
  };
}

function decode(part: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64url(part));
}

// Reading and writing again must give the same bytes: that refuses duplicate names, other orders and lone surrogates.
function parseCanonical(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (canonicalJson(value as Json) !== text) throw new TypeError('JWS payload is not canonical JSON');
  return value;
}

async function signatureHolds(
  signature: Uint8Array<ArrayBuffer>,
  input: Uint8Array<ArrayBuffer>,
  key: PublicKey,
): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const imported = await crypto.subtle.importKey('jwk', { ...key }, algorithm, false, ['verify']);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature, input);
}
