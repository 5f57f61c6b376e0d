import type { Withdrawal } from '@jawort/shared/consent/statement';
import { signJws } from '@jawort/shared/crypto/jws';
import type { CallId, ParticipantId, WithdrawalId } from '@jawort/shared/domain/ids';
import type { ErrorCode } from '@jawort/shared/protocol/ack';
import { withReceipt } from '../conversation-state.ts';
import { updateState, type LiveContext } from '../live.ts';
import { pendingWithdrawalName } from '../pending-withdrawal.ts';
import { refusalOf, type RequestRefused } from '../request-refused.ts';
import type { Receipt } from '../types.ts';
import type { Trust } from './trust.ts';
import { verifyReceipt } from './verify-receipt.ts';

const againMs = 2000;

const final: readonly ErrorCode[] = [
  'ERR_CALL_ENDED',
  'ERR_NOT_FOUND',
  'ERR_NOT_SIGNED_IN',
  'ERR_TOKEN_INVALID',
];
const aboutSignature: readonly ErrorCode[] = [
  'ERR_CONSENT_SIGNATURE',
  'ERR_CONSENT_KEY',
  'ERR_CONSENT_MISMATCH',
];

/** A withdrawal on its way; `statement` is `null` where there is no key to sign it with. */
type Pending = {
  readonly id: WithdrawalId;
  readonly call: CallId;
  readonly party: ParticipantId;
  readonly statement: string | null;
};

/**
 * Withdraws: sends at once, repeats with the same id every two seconds until the receipt is here, over reloads too, and meanwhile
 * keeps one's own media from leaving (EV2).
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
    const left = recall(context);
    if (left) this.#start(() => this.#settle(left)).catch(() => undefined);
  }

  /** Whether one's own media has to stay silent now. */
  get silenced(): boolean {
    return this.#silenced;
  }

  /** Resolves with the receipt verified; asked again while under way, it is the same withdrawal. */
  withdraw(call: CallId, party: ParticipantId): Promise<void> {
    return this.#running ?? this.#start(async () => this.#settle(await this.#make(call, party)));
  }

  /** Resolves with whether one is still on its way, when it has settled or after two seconds. */
  async isPending(): Promise<boolean> {
    const running = this.#running;
    if (!running) return false;
    const { clock } = this.#context.host;
    const late = new Promise<void>((resolve) => void clock.after(againMs, resolve));
    await Promise.race([running.catch(() => undefined), late]);
    return this.#running !== null;
  }

  /** Sends no more; what has no receipt yet is sent again after a reload. */
  close(): void {
    this.#closed = true;
  }

  #start(task: () => Promise<void>): Promise<void> {
    this.#running = task().finally(() => (this.#running = null));
    return this.#running;
  }

  async #make(call: CallId, party: ParticipantId): Promise<Pending> {
    const id = this.#context.host.random.id() as WithdrawalId;
    const statement = await this.#sign(call, party, id).catch(() => null);
    const pending = { id, call, party, statement };
    remember(this.#context, pending);
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
    this.#finish();
    updateState(live, (state) => withReceipt(state, { receipt, statement }));
    sync();
  }

  // A signature that the server does not like must not keep a withdrawal from counting.
  async #deliver(pending: Pending): Promise<Receipt> {
    const { statement } = pending;
    try {
      return { statement, receipt: await this.#repeat(pending) };
    } catch (error) {
      if (statement !== null && isAboutSignature(error))
        return this.#deliver({ ...pending, statement: null });
      this.#finish();
      throw error;
    }
  }

  #finish(): void {
    this.#context.host.memory.remove(pendingWithdrawalName(this.#context.conversation));
    this.#silence(false);
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
          this.#silence(true);
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
  return final.includes(refusalOf(error).code) || (statement !== null && isAboutSignature(error));
}

function remember({ host, conversation }: LiveContext, pending: Pending): void {
  host.memory.set(pendingWithdrawalName(conversation), JSON.stringify(pending));
}

// Only this module writes under this name.
function recall({ host, conversation }: LiveContext): Pending | null {
  return JSON.parse(host.memory.get(pendingWithdrawalName(conversation)) ?? 'null') as Pending | null;
}
