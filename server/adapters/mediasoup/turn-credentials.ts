import type { IceServer } from '@jawort/shared/protocol/media';
import { createHmac } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';

/** A TURN server that shares a secret with us (coturn's `use-auth-secret`). */
export type TurnServer = {
  readonly urls: readonly string[];
  readonly secret: string;
  readonly validForSeconds: number;
};

/**
 * Credentials that the TURN server checks by itself and that end by themselves: the user name is the Unix second they end at,
 * the password its HMAC (draft-uberti-behave-turn-rest-00 §2.2, which fixes SHA-1).
 */
export function turnCredentials({ urls, secret, validForSeconds }: TurnServer, clock: Clock): IceServer {
  const username = String(Math.floor(clock.now().getTime() / 1000) + validForSeconds);
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { urls: [...urls], username, credential };
}
