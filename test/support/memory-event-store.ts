import type { ConversationId } from '@jawort/shared/domain/ids';
import type { StoredEvent } from '@jawort/shared/events/event';
import { JawortError } from '../../server/error.ts';
import type { EventStore } from '../../server/ports/store.ts';

/** Evidence chains in memory; fails when told to, as a full disk does. */
export class MemoryEventStore implements EventStore {
  readonly #events = new Map<ConversationId, StoredEvent[]>();
  readonly #nonces = new Set<string>();
  #version = 0;
  /** Told before each append; throws to make it fail. */
  beforeAppend: (event: StoredEvent) => void | Promise<void> = () => undefined;

  async append(conversation: ConversationId, event: StoredEvent, nonce?: string): Promise<void> {
    await this.beforeAppend(event);
    const events = this.#events.get(conversation) ?? [];
    if (event.seq !== events.length + 1) throw new JawortError('ERR_CONSENT_STALE', 'not the next event');
    if (nonce !== undefined && this.#nonces.has(nonce)) {
      throw new JawortError('ERR_CONSENT_REPLAYED', 'a used nonce');
    }
    if (nonce !== undefined) this.#nonces.add(nonce);
    this.#events.set(conversation, [...events, event]);
    this.#version++;
  }

  async read(conversation: ConversationId): Promise<readonly StoredEvent[]> {
    return this.#events.get(conversation) ?? [];
  }

  async version(): Promise<number> {
    return this.#version;
  }

  /** All conversations: whether a call runs is for the reader to find out. */
  async withOpenCall(): Promise<readonly ConversationId[]> {
    return [...this.#events.keys()];
  }

  async setOpenCall(): Promise<void> {}

  /** Notes a nonce as used elsewhere. */
  use(nonce: string): void {
    this.#nonces.add(nonce);
  }
}

/** What a store throws when it cannot write. */
export function diskFull(): never {
  throw new JawortError('ERR_STORE_FAILED', 'The disk is full.');
}
