import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Hold } from '../ports/recording.ts';

/** Which conversations are held closed; in memory, for a hold must not need the store (EV2). */
export class Holds {
  readonly #holds = new Map<ConversationId, Set<Hold>>();

  add(conversation: ConversationId): Hold {
    const all = this.#holds.get(conversation) ?? new Set();
    const hold: Hold = {
      release: () => {
        all.delete(hold);
        if (all.size === 0 && this.#holds.get(conversation) === all) this.#holds.delete(conversation);
      },
    };
    this.#holds.set(conversation, all.add(hold));
    return hold;
  }

  has(conversation: ConversationId): boolean {
    return this.#holds.has(conversation);
  }
}
