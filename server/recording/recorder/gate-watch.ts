import { sha256 } from '@jawort/shared/crypto/hash';
import type { ServerKeys, VerifiedEvent } from '@jawort/shared/events/verify-chain';
import type { VerifiedChains } from '../../conversation/verified-chains.ts';
import type { EventReader } from '../../ports/store.ts';
import { allows, endOf, type GateEnd } from '../allows.ts';
import type { GateToken } from '../token.ts';

/** Whether the store still says what the token says. */
export type Verdict = { readonly verdict: 'holds' } | ({ readonly verdict: 'ended' } & GateEnd);

export type GateWatchParts = {
  readonly events: EventReader;
  readonly keys: ServerKeys;
  readonly chains: VerifiedChains;
};

/** Holds one token against the events in the store, read and verified by the recorder itself (RG9). */
export class GateWatch {
  readonly #parts: GateWatchParts;
  readonly #token: GateToken;
  #version: number | undefined;
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

  async #read(): Promise<readonly VerifiedEvent[]> {
    const { chains, events, keys } = this.#parts;
    const { conversation } = this.#token;
    return chains.verify(conversation, await events.read(conversation), keys);
  }
}
