import { Withdrawal } from '@jawort/shared/consent/statement';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { CallId, ParticipantId, WithdrawalId } from '@jawort/shared/domain/ids';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import * as v from 'valibot';
import type { Entry } from '../conversation/chain.ts';
import { JawortError } from '../error.ts';
import type { Caller } from '../media/call-runtime.ts';
import type { Hold } from '../ports/recording.ts';
import { verifyStatement, type Stated } from './bound-keys.ts';
import { mismatch } from './check-consent.ts';
import type { ConsentRuntime } from './consent-runtime.ts';
import { receiptOf } from './consent-view.ts';

/** A withdrawal as its client sends it until the receipt has come. */
export type Withdrawn = {
  readonly call: CallId;
  readonly id: WithdrawalId;
  readonly statement?: string | undefined;
};

/** How a consent is withdrawn: the recorder closes first, and whatever goes wrong after that leaves it closed (EV2). */
export class Withdrawing {
  readonly #runtime: ConsentRuntime;
  readonly #unfinished = new Map<ParticipantId, Map<WithdrawalId, Hold>>();

  constructor(runtime: ConsentRuntime) {
    this.#runtime = runtime;
  }

  /** From any connection of the party, signed or not. Resolves with the receipt; the same id again gives the same receipt. */
  async withdraw(caller: Caller, withdrawn: Withdrawn): Promise<string> {
    const { conversation, party } = caller;
    const { guard, clock } = this.#runtime.parts;
    const hold = await guard.hold(conversation, clock.monotonic());
    this.#keep(party, withdrawn.id, hold);
    const receipt = await this.#runtime
      .turn(conversation, () => this.#withdraw(caller, withdrawn))
      .catch((error: unknown) => {
        if (isUnknown(error)) this.#forget(caller, withdrawn.id);
        throw error;
      });
    this.#finish(party);
    guard.reconsider(conversation);
    return receipt;
  }

  /** Closed until this withdrawal is stored; however often it is tried, one hold is enough. */
  #keep(party: ParticipantId, id: WithdrawalId, hold: Hold): void {
    const holds = this.#unfinished.get(party) ?? new Map<WithdrawalId, Hold>();
    holds.get(id)?.release();
    this.#unfinished.set(party, holds.set(id, hold));
  }

  #forget({ conversation, party }: Caller, id: WithdrawalId): void {
    const holds = this.#unfinished.get(party);
    holds?.get(id)?.release();
    holds?.delete(id);
    this.#runtime.parts.guard.reconsider(conversation);
  }

  #finish(party: ParticipantId): void {
    for (const hold of this.#unfinished.get(party)?.values() ?? []) hold.release();
    this.#unfinished.delete(party);
  }

  async #withdraw(caller: Caller, withdrawn: Withdrawn): Promise<string> {
    const { conversation } = caller;
    const { call, id, statement } = withdrawn;
    const { events, stored } = await this.#runtime.read(conversation);
    const known = events.find(({ body }) => body.type === 'consent.withdrawn' && body.id === id);
    if (known) return receiptOf(stored, expectSame(known, caller, withdrawn));
    const { jws } = await this.#runtime.parts.calls.events.decide(conversation, (read) =>
      decide(caller, withdrawn, read),
    );
    this.#runtime.tellReceipt(conversation, call, jws, statement ?? null);
    await this.#runtime.tell(conversation);
    return jws;
  }
}

async function decide(
  caller: Caller,
  withdrawn: Withdrawn,
  events: readonly VerifiedEvent[],
): Promise<Entry> {
  const { party } = caller;
  const { call, id, statement } = withdrawn;
  expectCall(events, call);
  const of = { type: 'consent.withdrawn', call, party, purpose: 'recording', id } as const;
  if (statement === undefined) return { body: { ...of, statement: null } };
  check(await verifyStatement(statement, party, events), caller, withdrawn);
  return { body: { ...of, statement: await sha256(statement) }, statement };
}

function check(
  { payload, kid }: Stated,
  { conversation, party, role }: Caller,
  { call, id }: Withdrawn,
): void {
  const parsed = v.safeParse(Withdrawal, payload);
  if (!parsed.success) throw mismatch(v.getDotPath(parsed.issues[0]) ?? 'statement');
  const said = parsed.output;
  if (said.conversation !== conversation) throw mismatch('conversation');
  if (said.call !== call) throw mismatch('call');
  if (said.id !== id) throw mismatch('id');
  if (said.party.ref !== party || said.party.role !== role || said.party.key !== kid) throw mismatch('party');
  if (said.purpose !== 'recording') throw mismatch('purpose');
}

function expectCall(events: readonly VerifiedEvent[], call: CallId): void {
  if (events.some(({ body }) => body.type === 'call.started' && body.call === call)) return;
  throw new JawortError('ERR_NOT_FOUND', 'There is no such call.', { field: 'call' });
}

function expectSame(known: VerifiedEvent, { party }: Caller, { call }: Withdrawn): VerifiedEvent {
  const { body } = known;
  if (body.type === 'consent.withdrawn' && body.party === party && body.call === call) return known;
  throw mismatch('id');
}

// Where there never was a call there is nothing to withdraw, and nobody will try again.
function isUnknown(error: unknown): boolean {
  return error instanceof JawortError && error.code === 'ERR_NOT_FOUND';
}
