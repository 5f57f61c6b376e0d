import * as v from 'valibot';
import { canonicalJson } from './canonical-json.ts';
import { sha256, type Hash } from './hash.ts';

const coordinate = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

/** A public P-256 key (RFC 7518 §6.2) and nothing else. */
export const PublicKey = v.strictObject({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
export type PublicKey = v.InferOutput<typeof PublicKey>;

/** The key's thumbprint (RFC 7638): SHA-256 of its required members in lexical order. */
export function thumbprint({ kty, crv, x, y }: PublicKey): Promise<Hash> {
  return sha256(canonicalJson({ kty, crv, x, y }));
}
