import type { CallKind } from '@jawort/shared/domain/records';
import type { CallPart } from './call/call-part.ts';
import type { LiveContext } from './live.ts';
import { pendingWithdrawalName } from './pending-withdrawal.ts';
import type { CallSession } from './types.ts';

/** Brings the code of calls and consent when it is first needed, so that those who only write never load it. */
export class CallLoader {
  readonly #context: LiveContext;
  #part: Promise<CallPart> | null = null;

  /** A withdrawal left over from before a reload is taken up at once (EV2). */
  constructor(context: LiveContext) {
    this.#context = context;
    const left = context.host.memory.get(pendingWithdrawalName(context.conversation));
    if (left !== null) this.#load().catch(() => undefined);
  }

  async start(kind: CallKind): Promise<CallSession> {
    return (await this.#load()).start(kind);
  }

  async join(kind?: CallKind): Promise<CallSession> {
    return (await this.#load()).join(kind);
  }

  async decline(): Promise<void> {
    const { live, wire, conversation } = this.#context;
    const { call } = live.state.state;
    if (call) await wire.request('call:decline', { conversation, call: call.call });
  }

  async askConsent(): Promise<void> {
    return (await this.#load()).askConsent();
  }

  async withdraw(): Promise<void> {
    return (await this.#load()).withdraw();
  }

  close(): void {
    void this.#part?.then((part) => part.close());
  }

  // A chunk that could not be fetched is asked for again next time.
  #load(): Promise<CallPart> {
    this.#part ??= import('./call/call-part.ts').then(
      ({ CallPart }) => new CallPart(this.#context),
      (cause: unknown) => {
        this.#part = null;
        throw cause;
      },
    );
    return this.#part;
  }
}
