import { sha256 } from '@jawort/shared/crypto/hash';
import type { StoredEvent } from '@jawort/shared/events/event';
import { verifyChain, type ServerKeys, type VerifiedEvent } from '@jawort/shared/events/verify-chain';
import type { EventReader } from '../../ports/store.ts';
import { allows, endOf, type GateEnd } from '../allows.ts';
import type { GateToken } from '../token.ts';

/** Whether the store still says what the token says. */
export type Verdict = { readonly verdict: 'holds' } | ({ readonly verdict: 'ended' } & GateEnd);

export type GateWatchParts = { readonly events: EventReader; readonly keys: ServerKeys };

/** Holds one token against the events in the store, read and verified by the recorder itself (RG9). */
export class GateWatch {
  readonly #parts: GateWatchParts;
  readonly #token: GateToken;
  #version: number | undefined;
  #verified: { readonly stored: readonly StoredEvent[]; readonly events: readonly VerifiedEvent[] } = {
    stored: [],
    events: [],
  };

  constructor(parts: GateWatchParts, token: GateToken) {
    this.#parts = parts;
    this.#token = token;
  }

  /** Reads the chain and runs the gate on it. */
  async check(): Promise<Verdict> {
    // Asked before reading: what is committed in between is read now and read again next time.
    this.#version = await this.#parts.events.version();
    const events = await this.#read();
    if (allows(events, this.#token)) return { verdict: 'holds' };
    return { verdict: 'ended', ...endOf(events, this.#token) };
  }

  /** As {@link check}, unless nobody has committed anything since. */
  async checkIfChanged(): Promise<Verdict> {
    const version = await this.#parts.events.version();
    return version === this.#version ? { verdict: 'holds' } : this.check();
  }

  /** Whether the chain already tells of this token or its segment. */
  async wasUsed(jws: string): Promise<boolean> {
    const token = await sha256(jws);
    return (await this.#read()).some(
      ({ body }) =>
        body.type === 'recording.started' && (body.token === token || body.segment === this.#token.segment),
    );
  }

  /** When the chain says that this very segment was started: monotonic nanoseconds; undefined where it does not. */
  async startedAt(jws: string): Promise<bigint | undefined> {
    const token = await sha256(jws);
    const events = await this.#read();
    const found = events.find(
      ({ body }) =>
        body.type === 'recording.started' &&
        body.token === token &&
        body.segment === this.#token.segment &&
        body.gate === this.#token.gate,
    );
    return found && BigInt(found.mono);
  }

  // The very bytes that were verified before need not be verified again; the gate is run on them all the same.
  async #read(): Promise<readonly VerifiedEvent[]> {
    const { conversation } = this.#token;
    const stored = await this.#parts.events.read(conversation);
    if (!sameBytes(stored, this.#verified.stored))
      this.#verified = { stored, events: await verifyChain(conversation, stored, this.#parts.keys) };
    return this.#verified.events;
  }
}

function sameBytes(a: readonly StoredEvent[], b: readonly StoredEvent[]): boolean {
  return a.length === b.length && a.every((one, index) => sameEvent(one, b[index]));
}

function sameEvent(a: StoredEvent, b: StoredEvent | undefined): boolean {
  return a.seq === b?.seq && a.jws === b.jws && a.statement === b.statement;
}
