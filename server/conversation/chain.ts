import type { Hash } from '@jawort/shared/crypto/hash';
import { signJws } from '@jawort/shared/crypto/jws';
import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Seq } from '@jawort/shared/domain/records';
import type { Event, EventBody } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import type { Clock } from '../ports/clock.ts';
import type { ServerSigner } from '../ports/signer.ts';
import type { EventStore } from '../ports/store.ts';
import { Turns } from './turns.ts';
import { VerifiedChains } from './verified-chains.ts';

/** The end of a conversation's chain: what the next event follows. */
export type Head = { readonly seq: Seq; readonly prev: Hash | null };

/** An event that is on disk, with the server's signature over it. */
export type Appended = { readonly event: Event; readonly jws: string };

/** A body to append; `statement` and `nonce` go with a consent. */
export type Entry = { readonly body: EventBody; readonly statement?: string; readonly nonce?: string };

export type ChainParts = {
  readonly events: EventStore;
  readonly signer: ServerSigner;
  readonly clock: Clock;
};

/** The evidence chains, each conversation's written by one hand at a time. */
export class Chain {
  readonly #parts: ChainParts;
  readonly #turns = new Turns();
  readonly #verified = new VerifiedChains();

  constructor(parts: ChainParts) {
    this.#parts = parts;
  }

  /** Appends one event. Resolves when it is on disk (EV2). */
  append(conversation: ConversationId, body: EventBody): Promise<Appended> {
    return this.decide(conversation, () => Promise.resolve({ body }));
  }

  /**
   * Lets `decide` see the verified chain and choose what follows it, with nobody else appending in between.
   * @throws whatever `decide` throws; nothing is appended then.
   */
  decide(
    conversation: ConversationId,
    decide: (events: readonly VerifiedEvent[], head: Head) => Promise<Entry>,
  ): Promise<Appended> {
    return this.#turns.take(conversation, async () => {
      const events = await this.read(conversation);
      const head = headOf(events);
      return this.#write(conversation, head, await decide(events, head));
    });
  }

  /** Appends one event unless `isThere` finds it, so that repeating what a crash cut short completes it. */
  appendUnless(
    conversation: ConversationId,
    body: EventBody,
    isThere: (event: EventBody) => boolean,
  ): Promise<Appended | null> {
    return this.#turns.take(conversation, async () => {
      const events = await this.read(conversation);
      if (events.some((event) => isThere(event.body))) return null;
      return this.#write(conversation, headOf(events), { body });
    });
  }

  /** The whole chain, read from the store afresh, every byte of it verified (RG3). */
  async read(conversation: ConversationId): Promise<readonly VerifiedEvent[]> {
    const stored = await this.#parts.events.read(conversation);
    return this.#verified.verify(conversation, stored, this.#parts.signer.keys);
  }

  async #write(
    conversation: ConversationId,
    head: Head,
    { body, statement, nonce }: Entry,
  ): Promise<Appended> {
    const { clock, events, signer } = this.#parts;
    const mono = clock.monotonic().toString();
    const at = clock.now().toISOString();
    const event: Event = { v: 1, conversation, seq: head.seq + 1, prev: head.prev, at, mono, body };
    const jws = await signJws('jawort-event+jws', event, signer);
    await events.append(conversation, { seq: event.seq, jws, statement: statement ?? null }, nonce);
    return { event, jws };
  }
}

/** Where the next event goes. */
export function headOf(events: readonly VerifiedEvent[]): Head {
  const last = events.at(-1);
  return last ? { seq: last.seq, prev: last.hash } : { seq: 0, prev: null };
}
