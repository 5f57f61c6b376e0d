import type { ConversationId } from '@jawort/shared/domain/ids';
import type { StoredEvent } from '@jawort/shared/events/event';
import { verifyChain, type ServerKeys, type VerifiedEvent } from '@jawort/shared/events/verify-chain';

const rememberAtMost = 256;

type Verified = {
  readonly keys: ServerKeys;
  readonly stored: readonly StoredEvent[];
  readonly events: readonly VerifiedEvent[];
};

/**
 * Verifies chains, each byte once. Verification depends on the bytes and the keys alone, so what was verified before holds for
 * chains that begin with exactly the same bytes; one that does not is verified from its first event on.
 */
export class VerifiedChains {
  readonly #known = new Map<ConversationId, Verified>();

  async verify(
    conversation: ConversationId,
    stored: readonly StoredEvent[],
    keys: ServerKeys,
  ): Promise<readonly VerifiedEvent[]> {
    const known = this.#known.get(conversation);
    const verified = known?.keys === keys && beginsWith(stored, known.stored) ? known.events : [];
    const events = await verifyChain(conversation, stored, keys, verified);
    this.#remember(conversation, { keys, stored, events });
    return events;
  }

  #remember(conversation: ConversationId, verified: Verified): void {
    this.#known.delete(conversation);
    this.#known.set(conversation, verified);
    const [oldest] = this.#known.keys();
    if (this.#known.size > rememberAtMost && oldest !== undefined) this.#known.delete(oldest);
  }
}

function beginsWith(stored: readonly StoredEvent[], known: readonly StoredEvent[]): boolean {
  return known.length <= stored.length && known.every((one, index) => isSame(one, stored[index]));
}

function isSame(one: StoredEvent, other: StoredEvent | undefined): boolean {
  return one.seq === other?.seq && one.jws === other.jws && one.statement === other.statement;
}
