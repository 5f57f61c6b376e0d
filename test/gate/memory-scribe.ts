import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import { signJws } from '@jawort/shared/crypto/jws';
import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Event, StoredEvent } from '@jawort/shared/events/event';
import { v7 } from 'uuid';
import type { Head } from '../../server/conversation/chain.ts';
import type { ServerSigner } from '../../server/ports/signer.ts';
import type { Entry, Scribe } from './story.ts';

/** Signs events one after the other without reading the chain again each time, as the server does; for thousands of chains. */
export class MemoryScribe implements Scribe {
  readonly conversation = v7() as ConversationId;
  readonly stored: StoredEvent[] = [];
  readonly #signer: ServerSigner;
  readonly #monotonic: (() => bigint) | undefined;
  #prev: Hash | null = null;

  /** Without a clock, the time of an event is its number. */
  constructor(signer: ServerSigner, monotonic?: () => bigint) {
    this.#signer = signer;
    this.#monotonic = monotonic;
  }

  async write(entry: (head: Head) => Promise<Entry>): Promise<bigint> {
    const { conversation } = this;
    const head = { seq: this.stored.length, prev: this.#prev };
    const { body, ...rest } = await entry(head);
    const seq = head.seq + 1;
    const at = '2026-11-24T09:00:00.000Z';
    const mono = this.#monotonic?.() ?? BigInt(seq);
    const event: Event = { v: 1, conversation, seq, prev: head.prev, at, mono: mono.toString(), body };
    const jws = await signJws('jawort-event+jws', event, this.#signer);
    this.#prev = await sha256(jws);
    this.stored.push({ seq, jws, statement: 'statement' in rest ? rest.statement : null });
    return mono;
  }
}
