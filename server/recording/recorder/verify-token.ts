import * as v from 'valibot';
import { Hash } from '@jawort/shared/crypto/hash';
import { verifyJws } from '@jawort/shared/crypto/jws';
import type { ConversationId } from '@jawort/shared/domain/ids';
import type { ServerKeys } from '@jawort/shared/events/verify-chain';
import type { Recent } from './recent.ts';
import { GateToken, tokenLifetime } from '../token.ts';

export type TokenChecks = {
  readonly keys: ServerKeys;
  /** Monotonic nanoseconds. */
  readonly now: bigint;
  /** When this process began: what it used before that it cannot know. */
  readonly began: bigint;
  readonly used: Recent<string>;
  /** When a conversation was last told to close: no token from before then opens anything. */
  readonly closed: Recent<ConversationId>;
};

/**
 * The token of a JWS that the server signed, that is at most ten seconds old and that was never used; from then on it is.
 * @throws {TypeError} saying what is wrong with it.
 */
export async function verifyToken(
  jws: string,
  { keys, now, began, used, closed }: TokenChecks,
): Promise<GateToken> {
  const token = await verifySignature(jws, keys);
  const issued = BigInt(token.issued);
  const expires = BigInt(token.expires);
  if (expires - issued > tokenLifetime) throw new TypeError('the gate token lives too long');
  if (issued > now || expires < now) throw new TypeError('the gate token has expired');
  if (issued < began) throw new TypeError('the gate token is of an earlier recorder');
  if (issued <= (closed.at(token.conversation) ?? -1n)) throw new TypeError('the gate was closed meanwhile');
  if (used.at(token.id) !== undefined) throw new TypeError('the gate token was used before');
  used.note(token.id, now);
  return token;
}

async function verifySignature(jws: string, keys: ServerKeys): Promise<GateToken> {
  const kid = keyId(jws);
  const key = keys.get(kid);
  if (!key) throw new TypeError('the gate token is signed by an unknown key');
  return v.parse(GateToken, await verifyJws('jawort-gate+jws', jws, kid, key));
}

function keyId(jws: string): Hash {
  const header: unknown = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString());
  return v.parse(v.object({ kid: Hash }), header).kid;
}
