import { sha256 } from '@jawort/shared/crypto/hash';
import { Event } from '@jawort/shared/events/event';
import type { ServerKeys } from '@jawort/shared/events/verify-chain';
import * as v from 'valibot';
import { verifyServerJws } from './verify-server-jws.ts';

/** What a receipt has to be of. */
export type ReceiptFor = {
  readonly type: 'consent.given' | 'consent.withdrawn';
  readonly conversation: string;
  readonly party: string;
  /** The party's own JWS; `null` for a withdrawal without one. */
  readonly statement: string | null;
};

/**
 * Verifies that the server has countersigned exactly this statement.
 * @throws {TypeError} where it has not; success must not be claimed then.
 */
export async function verifyReceipt(receipt: string, wanted: ReceiptFor, keys: ServerKeys): Promise<void> {
  const event = v.parse(Event, await verifyServerJws('jawort-event+jws', receipt, keys));
  const { body } = event;
  const statement = wanted.statement === null ? null : await sha256(wanted.statement);
  const fits =
    body.type === wanted.type &&
    event.conversation === wanted.conversation &&
    body.party === wanted.party &&
    body.statement === statement;
  if (!fits) throw new TypeError('the receipt is not of this statement');
}
