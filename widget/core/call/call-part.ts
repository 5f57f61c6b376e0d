import type { CallKind } from '@jawort/shared/domain/records';
import type { LiveContext } from '../live.ts';
import type { CallSession } from '../types.ts';

/** Calls and consent of one conversation; loaded when first needed. */
export class CallPart {
  readonly #context: LiveContext;

  constructor(context: LiveContext) {
    this.#context = context;
  }

  start(_kind: CallKind): Promise<CallSession> {
    return Promise.reject(new TypeError(`no calls in ${this.#context.conversation}`));
  }

  join(): Promise<CallSession> {
    return this.start('voice');
  }

  async askConsent(): Promise<void> {}

  async withdraw(): Promise<void> {}

  close(): void {}
}
