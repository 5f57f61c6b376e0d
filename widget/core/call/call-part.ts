import type { Hash } from '@jawort/shared/crypto/hash';
import type { CallId, RequestId } from '@jawort/shared/domain/ids';
import type { Call, CallKind } from '@jawort/shared/domain/records';
import type { LiveContext } from '../live.ts';
import { RequestRefused } from '../request-refused.ts';
import type { CallSession } from '../types.ts';
import { atMost } from './at-most.ts';
import { ConsentDesk } from './consent-desk.ts';
import { LiveCall } from './live-call.ts';
import { Trust } from './trust.ts';
import { Withdrawals } from './withdrawals.ts';

const keyMs = 500;

/** Calls and consent of one conversation: all that is loaded only when a call begins. */
export class CallPart {
  readonly #context: LiveContext;
  readonly #trust: Trust;
  readonly #desk: ConsentDesk;
  readonly #withdrawals: Withdrawals;
  #session: LiveCall | null = null;

  constructor(context: LiveContext) {
    const trust = new Trust(context);
    this.#context = context;
    this.#trust = trust;
    this.#desk = new ConsentDesk(context, trust);
    this.#withdrawals = new Withdrawals(context, trust, (silenced) => void this.#session?.silence(silenced));
  }

  /**
   * Looks at the devices, rings and joins.
   * @throws {DeviceUnavailable} where there is no usable microphone; nobody was rung then.
   */
  async start(kind: CallKind): Promise<CallSession> {
    const { host, wire, conversation } = this.#context;
    const call = host.random.id() as CallId;
    return this.#enter(call, kind, () => wire.request('call:start', { conversation, call, kind }));
  }

  /**
   * Takes the ringing call, or comes back to the running one; with the microphone alone where `as` says so.
   * @throws {DeviceUnavailable} where there is no usable microphone; it goes on ringing then.
   */
  async join(as?: CallKind): Promise<CallSession> {
    const { call, kind } = this.#running();
    return this.#enter(call, as ?? kind, () => Promise.resolve());
  }

  /** Asks everybody in the call, oneself included. */
  async askConsent(): Promise<void> {
    const { host, wire, conversation, sync } = this.#context;
    const request = host.random.id() as RequestId;
    await wire.request('consent:ask', { conversation, call: this.#running().call, request });
    sync();
  }

  async withdraw(): Promise<void> {
    const { me } = this.#context.live.state.state;
    if (me) await this.#withdrawals.withdraw(this.#running().call, me);
  }

  /** Leaves the call, if one runs. */
  close(): void {
    this.#session?.hangUp().catch(() => undefined);
    this.#desk.close();
    this.#withdrawals.close();
  }

  async #enter(call: CallId, kind: CallKind, ring: () => Promise<unknown>): Promise<CallSession> {
    if (this.#session) return this.#session;
    const session = this.#begin(call, kind);
    await session.check();
    try {
      if (session.state.state !== 'ended') await ring();
    } catch (error) {
      session.end();
      throw error;
    }
    await session.join();
    this.#context.sync();
    return session;
  }

  #begin(call: CallId, kind: CallKind): LiveCall {
    const context = this.#context;
    const pendingWithdrawal = () => this.#withdrawals.isPending();
    const ownKey = () => this.#ownKey();
    const onEnd = () => this.#put(null);
    const session = new LiveCall({ context, call, kind, pendingWithdrawal, ownKey, onEnd });
    if (this.#withdrawals.silenced) void session.silence(true);
    this.#put(session);
    return session;
  }

  // A browser whose storage hangs holds no call up: whoever is in it without a key is asked again.
  async #ownKey(): Promise<Hash | null> {
    const key = await atMost(this.#context.host.clock, keyMs, this.#trust.findOwn());
    return key?.kid ?? null;
  }

  #put(session: LiveCall | null): void {
    this.#session = session;
    this.#context.live.update((live) => ({ ...live, session }));
  }

  #running(): Exclude<Call, { state: 'ended' }> {
    const { call } = this.#context.live.state.state;
    if (call && call.state !== 'ended') return call;
    throw new RequestRefused({ code: 'ERR_CALL_ENDED', message: 'there is no call' });
  }
}
