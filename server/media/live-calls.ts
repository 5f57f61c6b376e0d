import type { CallId, ConversationId } from '@jawort/shared/domain/ids';
import type { Clock } from '../ports/clock.ts';
import { LiveCall } from './live-call.ts';

/** The running calls of this process. */
export class LiveCalls {
  readonly #clock: Clock;
  readonly #byConversation = new Map<ConversationId, LiveCall>();
  readonly #byCall = new Map<CallId, LiveCall>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(conversation: ConversationId, call: CallId): LiveCall {
    const live = new LiveCall(conversation, call, this.#clock);
    this.#byConversation.set(conversation, live);
    this.#byCall.set(call, live);
    return live;
  }

  /** The running call of this conversation with this id, if it is that one. */
  find(conversation: ConversationId, call: CallId): LiveCall | undefined {
    const live = this.#byCall.get(call);
    return live?.conversation === conversation ? live : undefined;
  }

  in(conversation: ConversationId): LiveCall | undefined {
    return this.#byConversation.get(conversation);
  }

  byCall(call: CallId): LiveCall | undefined {
    return this.#byCall.get(call);
  }

  all(): readonly LiveCall[] {
    return [...this.#byCall.values()];
  }

  end(live: LiveCall): void {
    live.close();
    this.#byConversation.delete(live.conversation);
    this.#byCall.delete(live.call);
  }
}
