import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Clock } from '../ports/clock.ts';

const firstMs = 250;
const longestMs = 30_000;

/** Tries again what failed, each time later, until told that it went well. */
export class Retries {
  readonly #clock: Clock;
  readonly #retry: (conversation: ConversationId) => void;
  readonly #next = new Map<ConversationId, number>();
  #stopped = false;

  constructor(clock: Clock, retry: (conversation: ConversationId) => void) {
    this.#clock = clock;
    this.#retry = retry;
  }

  later(conversation: ConversationId): void {
    const ms = this.#next.get(conversation) ?? firstMs;
    this.#next.set(conversation, Math.min(ms * 2, longestMs));
    this.#clock.after(ms, () => {
      if (!this.#stopped) this.#retry(conversation);
    });
  }

  wentWell(conversation: ConversationId): void {
    this.#next.delete(conversation);
  }

  stop(): void {
    this.#stopped = true;
  }
}
