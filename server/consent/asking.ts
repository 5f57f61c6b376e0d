import { thumbprint, type PublicKey } from '@jawort/shared/crypto/public-key';
import type { Hash } from '@jawort/shared/crypto/hash';
import type { CallId, RequestId } from '@jawort/shared/domain/ids';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { foldCall, type CallState } from '@jawort/shared/gate/call-state';
import { hasConsented } from '@jawort/shared/gate/gate';
import { headOf } from '../conversation/chain.ts';
import { JawortError } from '../error.ts';
import { expectRunning } from '../media/call-events.ts';
import type { Caller } from '../media/call-runtime.ts';
import { expectUsable } from './bound-keys.ts';
import type { ConsentRuntime } from './consent-runtime.ts';
import type { Offers } from './offers.ts';

/** A request in the running call, as a connection in the call refers to it. */
export type Asked = { readonly call: CallId; readonly request: RequestId };

/** How everybody in a call is asked, and offered what they may sign. */
export class Asking {
  readonly #runtime: ConsentRuntime;
  readonly #offers: Offers;

  constructor(runtime: ConsentRuntime, offers: Offers) {
    this.#runtime = runtime;
    this.#offers = offers;
  }

  /** Asks everybody in the call; the same request again changes nothing. */
  async ask(caller: Caller, { call, request }: Asked): Promise<void> {
    const { conversation, party } = caller;
    const { calls } = this.#runtime.parts;
    calls.seat(caller, call);
    await this.#runtime.turn(conversation, async () => {
      const events = await calls.events.read(conversation);
      if (isAsked(events, { call, request })) return;
      expectNotice(events, call);
      const body = { type: 'consent.requested', call, request, by: party, purpose: 'recording' } as const;
      await calls.events.append(conversation, body);
      await this.#runtime.tell(conversation);
    });
  }

  /** Binds the party's key and offers it something to sign, `null` until everybody's key is known. */
  async offer(caller: Caller, asked: Asked, key: PublicKey): Promise<string | null> {
    const { conversation, party } = caller;
    const { events } = this.#runtime.parts.calls;
    const kid = await thumbprint(key);
    await this.#expectInCall(caller, asked.call, kid);
    return this.#runtime.turn(conversation, async () => {
      const isNew = await this.#bind(caller, asked, key, kid);
      const read = await events.read(conversation);
      const call = foldCall(read);
      if (!call) return null;
      if (isNew) await this.#offerOthers(caller, asked, read, call);
      return this.#offers.make(call, { conversation, request: asked.request, party, head: headOf(read) });
    });
  }

  /** Refuses with ERR_NOT_ASKED what nobody has asked. */
  expectAsked(events: readonly VerifiedEvent[], asked: Asked): void {
    if (!isAsked(events, asked)) throw new JawortError('ERR_NOT_ASKED', 'Nobody has asked for this consent.');
  }

  // A second device with a key of its own is told apart from one that is merely not in the call.
  async #expectInCall(caller: Caller, call: CallId, kid: Hash): Promise<void> {
    const { calls } = this.#runtime.parts;
    const connection = calls.connectionOf(caller, call);
    if (connection !== undefined && connection !== caller.connection) {
      const known = foldCall(await calls.events.read(caller.conversation))?.parties.get(caller.party)?.key;
      if (known && known !== kid) throw otherKey('The call is signed for on another device.');
    }
    calls.seat(caller, call);
  }

  async #bind({ conversation, party }: Caller, asked: Asked, key: PublicKey, kid: Hash): Promise<boolean> {
    const { events } = this.#runtime.parts.calls;
    const { call } = asked;
    const read = await events.read(conversation);
    expectRunning(read, call);
    this.expectAsked(read, asked);
    const parties = foldCall(read)?.parties ?? new Map<never, never>();
    if (parties.get(party)?.key === kid) return false;
    if ([...parties.values()].some((one) => one.key === kid)) throw otherKey('This key is of another party.');
    await expectUsable(key);
    await events.append(conversation, { type: 'key.bound', call, party, key });
    await this.#runtime.tell(conversation);
    return true;
  }

  async #offerOthers(
    { conversation, party }: Caller,
    { call: id, request }: Asked,
    events: readonly VerifiedEvent[],
    call: CallState,
  ): Promise<void> {
    const { bus } = this.#runtime.parts;
    const others = [...call.parties.keys()].filter((ref) => ref !== party && !hasConsented(call, ref));
    for (const other of others) {
      const offer = await this.#offers.make(call, {
        conversation,
        request,
        party: other,
        head: headOf(events),
      });
      const told = { conversation, call: id };
      if (offer) bus.ring({ to: 'party', conversation, party: other }, 'consent:offered', { ...told, offer });
    }
  }
}

function isAsked(events: readonly VerifiedEvent[], { call, request }: Asked): boolean {
  return events.some(
    ({ body }) => body.type === 'consent.requested' && body.request === request && body.call === call,
  );
}

function expectNotice(events: readonly VerifiedEvent[], call: CallId): void {
  expectRunning(events, call);
  if (foldCall(events)?.notice) return;
  throw new JawortError('ERR_UNAVAILABLE', 'This site has published no notice, so nothing can be recorded.');
}

function otherKey(message: string): JawortError {
  return new JawortError('ERR_CONSENT_KEY', message, { field: 'key' });
}
