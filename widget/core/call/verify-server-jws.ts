import { verifyJws, type JwsType } from '@jawort/shared/crypto/jws';
import type { ServerKeys } from '@jawort/shared/events/verify-chain';

/**
 * The payload of a JWS that one of the server's keys has signed.
 * @throws {TypeError} where none has.
 */
export async function verifyServerJws(typ: JwsType, jws: string, keys: ServerKeys): Promise<unknown> {
  for (const [kid, key] of keys) {
    const payload = await verifyJws(typ, jws, kid, key).catch(() => undefined);
    if (payload !== undefined) return payload;
  }
  throw new TypeError(`no key of the server has signed this ${typ}`);
}
