import type { Signer } from '@jawort/shared/crypto/jws';
import { thumbprint, type PublicKey } from '@jawort/shared/crypto/public-key';
import type { ServerSigner } from '../../server/ports/signer.ts';

/** A P-256 key of one's own and what goes with it. */
export type PartyKey = { readonly signer: Signer; readonly publicKey: PublicKey };

/** A fresh key, whose private half cannot be had. */
export async function makeKey(): Promise<PartyKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicKey = { kty: 'EC', crv: 'P-256', x, y } as PublicKey;
  const sign = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes));
  return { publicKey, signer: { kid: await thumbprint(publicKey), sign } };
}

/** A server's signer with a fresh key. */
export async function makeServerSigner(): Promise<ServerSigner> {
  const { signer, publicKey } = await makeKey();
  return { ...signer, publicKey, keys: new Map([[signer.kid, publicKey]]) };
}
