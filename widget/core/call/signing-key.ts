import { thumbprint, PublicKey } from '@jawort/shared/crypto/public-key';
import type { Signer } from '@jawort/shared/crypto/jws';
import * as v from 'valibot';
import type { KeyShelf } from '../host.ts';

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A party's own key: signs, and can be shown. */
export type SigningKey = Signer & { readonly publicKey: PublicKey };

/** The key kept under `name`, or `null` where none was ever made. */
export async function findSigningKey(shelf: KeyShelf, name: string): Promise<SigningKey | null> {
  const kept = await shelf.get(name);
  return kept && signingKey(kept);
}

/** The key kept under `name`, made now where there is none; its private half cannot be taken out of the browser. */
export async function obtainSigningKey(shelf: KeyShelf, name: string): Promise<SigningKey> {
  const known = await findSigningKey(shelf, name);
  if (known) return known;
  const made = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  await shelf.put(name, made);
  return signingKey(made);
}

async function signingKey({ publicKey: half, privateKey }: CryptoKeyPair): Promise<SigningKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', half);
  const publicKey = v.parse(PublicKey, { kty, crv, x, y });
  const sign = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, bytes));
  return { publicKey, kid: await thumbprint(publicKey), sign };
}
