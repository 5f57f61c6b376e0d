import { thumbprint, PublicKey } from '@jawort/shared/crypto/public-key';
import type { Hash } from '@jawort/shared/crypto/hash';
import type { ServerKeys } from '@jawort/shared/events/verify-chain';
import * as v from 'valibot';
import type { Host } from '../host.ts';

const member = v.pipe(
  v.object(PublicKey.entries),
  v.transform(({ kty, crv, x, y }) => ({ kty, crv, x, y })),
);
const KeySet = v.object({ keys: v.array(member) });

/** Fetches the server's keys, a JWK set (RFC 7517 §5); whoever calls keeps them, so that they cannot change under way. */
export async function fetchServerKeys(host: Host): Promise<ServerKeys> {
  const response = await host.fetch('/api/keys');
  const { keys } = v.parse(KeySet, await response.json());
  const entries = keys.map(async (key): Promise<[Hash, PublicKey]> => [await thumbprint(key), key]);
  return new Map(await Promise.all(entries));
}
