import { sha256 } from '@jawort/shared/crypto/hash';
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

// What is compared, and no more of the event: the schema of all events would weigh more than everything else here.
const Receipt = v.object({
  conversation: v.string(),
  body: v.object({ type: v.string(), party: v.string(), statement: v.nullable(v.string()) }),
});

/**
 * Verifies that the server has countersigned exactly this statement.
 * @throws {TypeError} where it has not; success must not be claimed then.
 */
export async function verifyReceipt(receipt: string, wanted: ReceiptFor, keys: ServerKeys): Promise<void> {
  const { conversation, body } = v.parse(Receipt, await verifyServerJws('jawort-event+jws', receipt, keys));
  const statement = wanted.statement === null ? null : await sha256(wanted.statement);
  const fits =
    body.type === wanted.type &&
    conversation === wanted.conversation &&
    body.party === wanted.party &&
    body.statement === statement;
  if (!fits) throw new TypeError('the receipt is not of this statement');
}
