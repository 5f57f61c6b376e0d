import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hash } from '@jawort/shared/crypto/hash';
import { PublicKey, thumbprint } from '@jawort/shared/crypto/public-key';
import * as v from 'valibot';
import type { ServerSigner } from '../../ports/signer.ts';
import { readOrMakeSecret } from './secret-file.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const PrivateKey = v.object({ ...PublicKey.entries, d: v.string() });
type PrivateKey = v.InferOutput<typeof PrivateKey>;

/**
 * The server's ES256 key in `folder`/server.jwk, made when it is not there. Former keys stay beside it, each as another `.jwk` file, of
 * which only the public half is read.
 */
export async function openServerKey(folder: string): Promise<ServerSigner> {
  const fresh = await makeKey();
  const text = readOrMakeSecret(join(folder, 'server.jwk'), () => Buffer.from(JSON.stringify(fresh)));
  const jwk = v.parse(PrivateKey, JSON.parse(text.toString()));
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
  const publicKey = publicHalf(jwk);
  return {
    kid: await thumbprint(publicKey),
    publicKey,
    keys: await readServerKeys(folder),
    sign: async (bytes) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes)),
  };
}

async function makeKey(): Promise<PrivateKey> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return v.parse(PrivateKey, await crypto.subtle.exportKey('jwk', pair.privateKey));
}

function publicHalf({ kty, crv, x, y }: PublicKey): PublicKey {
  return { kty, crv, x, y };
}

/** The public halves of all keys in `folder`, by thumbprint; what a process that only verifies needs. */
export async function readServerKeys(folder: string): Promise<ReadonlyMap<Hash, PublicKey>> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jwk'));
  const keys = names.map((name) => readPublic(join(folder, name)));
  return new Map(await Promise.all(keys.map(async (key) => [await thumbprint(key), key] as const)));
}

function readPublic(path: string): PublicKey {
  return publicHalf(v.parse(v.object(PublicKey.entries), JSON.parse(readFileSync(path, 'utf8'))));
}
