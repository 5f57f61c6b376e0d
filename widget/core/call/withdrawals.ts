import type { Withdrawal } from '@jawort/shared/consent/statement';
import { signJws } from '@jawort/shared/crypto/jws';
import { CallId, ParticipantId, WithdrawalId } from '@jawort/shared/domain/ids';
import type { ErrorCode } from '@jawort/shared/protocol/ack';
import * as v from 'valibot';
import { withReceipt } from '../conversation-state.ts';
import { updateState, type LiveContext } from '../live.ts';
import { pendingWithdrawalName } from '../pending-withdrawal.ts';
import { refusalOf, type RequestRefused } from '../request-refused.ts';
import type { Receipt } from '../types.ts';
import { atMost } from './at-most.ts';
import type { Trust } from './trust.ts';
import { verifyReceipt } from './verify-receipt.ts';

const againMs = 2000;
const signMs = 500;

const nothingToWithdraw: readonly ErrorCode[] = ['ERR_CALL_ENDED', 'ERR_NOT_FOUND'];
const nobodysConnection: readonly ErrorCode[] = ['ERR_NOT_SIGNED_IN', 'ERR_TOKEN_INVALID'];
const aboutSignature: readonly ErrorCode[] = [
  'ERR_CONSENT_SIGNATURE',
  'ERR_CONSENT_KEY',
  'ERR_CONSENT_MISMATCH',
];

/** A withdrawal on its way; `statement` is `null` where there is no key to sign it with. */
const Pending = v.object({
  id: WithdrawalId,
  call: CallId,
  party: ParticipantId,
  statement: v.nullable(v.string()),
});
type Pending = v.InferOutput<typeof Pending>;

/**
 * Withdraws: sends at once, repeats with the same id every two seconds until the receipt is here, and meanwhile keeps one's own media
 * from leaving (EV2). What has no receipt is kept over reloads and log-ins, and taken up again by the next connection.
 */
export class Withdrawals {
  readonly #context: LiveContext;
  readonly #trust: Trust;
  readonly #onSilence: (silenced: boolean) => void;
  #running: Promise<void> | null = null;
  #silenced = false;
  #closed = false;

  /** `onSilence` stops or lets go one's own media. */
  constructor(context: LiveContext, trust: Trust, onSilence: (silenced: boolean) => void) {
    this.#context = context;
    this.#trust = trust;
    this.#onSilence = onSilence;
    this.#takeUp();
  }

  /** Whether one's own media has to stay silent now. */
  get silenced(): boolean {
    return this.#silenced;
  }

  /** Resolves with the receipt verified; asked again before that, it is the same withdrawal. */
  withdraw(call: CallId, party: ParticipantId): Promise<void> {
    return this.#running ?? this.#start(async () => this.#settle(await this.#make(call, party)));
  }

  /** Resolves with whether one still waits for its receipt, when that has come or after two seconds. */
  async isPending(): Promise<boolean> {
    this.#takeUp();
    if (this.#running) await atMost(this.#context.host.clock, againMs, this.#running);
    return this.#isKept();
  }

  /** Sends no more; what has no receipt yet is sent again after a reload. */
  close(): void {
    this.#closed = true;
  }

  #takeUp(): void {
    const kept = recall(this.#context);
    if (!kept || this.#running) return;
    this.#silence(true);
    this.#start(() => this.#settle(kept)).catch(() => undefined);
  }

  #start(task: () => Promise<void>): Promise<void> {
    const cancel = this.#context.host.clock.after(againMs, () => this.#silence(true));
    this.#running = task().finally(() => {
      cancel();
      this.#running = null;
      this.#silence(this.#isKept());
    });
    return this.#running;
  }

  #isKept(): boolean {
    return recall(this.#context) !== null;
  }

  async #make(call: CallId, party: ParticipantId): Promise<Pending> {
    const kept = recall(this.#context);
    if (kept?.call === call) return kept;
    const id = this.#context.host.random.id() as WithdrawalId;
    const unsigned = this.#keep({ id, call, party }, null);
    const signing = this.#sign(call, party, id);
    return this.#keep(unsigned, await atMost(this.#context.host.clock, signMs, signing));
  }

  #keep(withdrawal: Omit<Pending, 'statement'>, statement: string | null): Pending {
    const { host, conversation } = this.#context;
    const pending = { ...withdrawal, statement };
    host.memory.set(pendingWithdrawalName(conversation), JSON.stringify(pending));
    return pending;
  }

  async #sign(call: CallId, ref: ParticipantId, id: WithdrawalId): Promise<string | null> {
    const { conversation, host, role } = this.#context;
    const key = await this.#trust.findOwn();
    if (!key) return null;
    const statement: Withdrawal = {
      ...({ v: 1, type: 'consent.withdrawn', purpose: 'recording' } as const),
      ...{ id, conversation, call, party: { ref, role, key: key.kid } },
      clientTime: new Date(host.clock.now()).toISOString(),
    };
    return signJws('jawort-consent+jws', statement, key);
  }

  async #settle(pending: Pending): Promise<void> {
    const { statement, receipt } = await this.#deliver(pending);
    const { conversation, live, sync } = this.#context;
    const wanted = { type: 'consent.withdrawn', conversation, party: pending.party, statement } as const;
    await verifyReceipt(receipt, wanted, await this.#trust.server());
    forget(this.#context);
    updateState(live, (state) => withReceipt(state, { receipt, statement }));
    sync();
  }

  // A signature that the server does not like must not keep a withdrawal from counting.
  async #deliver(pending: Pending): Promise<Receipt> {
    const { statement } = pending;
    try {
      return { statement, receipt: await this.#repeat(pending) };
    } catch (error) {
      if (statement !== null && isAboutSignature(error)) return this.#deliver(this.#keep(pending, null));
      if (nothingToWithdraw.includes(refusalOf(error).code)) forget(this.#context);
      throw error;
    }
  }

  #repeat(pending: Pending): Promise<string> {
    return new Promise((resolve, reject) => {
      let cancel = () => {};
      const settle = (then: () => void) => {
        cancel();
        then();
      };
      const send = () => {
        cancel = this.#context.host.clock.after(againMs, () => {
          if (!this.#closed) send();
        });
        this.#sendOnce(pending).then(
          (receipt) => settle(() => resolve(receipt)),
          (error: unknown) => {
            if (isFinal(error, pending)) settle(() => reject(error));
          },
        );
      };
      send();
    });
  }

  async #sendOnce({ id, call, statement }: Pending): Promise<string> {
    const { wire, conversation } = this.#context;
    const input = { conversation, call, id, ...(statement !== null && { statement }) };
    return (await wire.request('consent:withdraw', input, 1)).receipt;
  }

  #silence(silenced: boolean): void {
    if (silenced === this.#silenced) return;
    this.#silenced = silenced;
    this.#onSilence(silenced);
  }
}

function isAboutSignature(error: unknown): boolean {
  return aboutSignature.includes(refusalOf(error).code);
}

function isFinal(error: unknown, { statement }: Pending): error is RequestRefused {
  const { code } = refusalOf(error);
  const isOver = nothingToWithdraw.includes(code) || nobodysConnection.includes(code);
  return isOver || (statement !== null && isAboutSignature(error));
}

function forget({ host, conversation }: LiveContext): void {
  host.memory.remove(pendingWithdrawalName(conversation));
}

// What does not read as a withdrawal was not written here.
function recall({ host, conversation }: LiveContext): Pending | null {
  try {
    return v.parse(Pending, JSON.parse(host.memory.get(pendingWithdrawalName(conversation)) ?? ''));
  } catch {
    return null;
  }
}
