import type { Lifecycle } from '../../conversation/lifecycle.ts';
import type { Messaging } from '../../conversation/messaging.ts';
import type { Snapshots } from '../../conversation/snapshots.ts';
import { JawortError } from '../../error.ts';
import type { ConversationStore } from '../../ports/store.ts';
import type { Handlers } from '../handler.ts';

export type ConversationHandlerParts = {
  readonly conversations: ConversationStore;
  readonly lifecycle: Lifecycle;
  readonly messaging: Messaging;
  readonly snapshots: Snapshots;
};

/** What every participant of a conversation may ask. */
export function conversationHandlers(parts: ConversationHandlerParts): Handlers {
  const { conversations, lifecycle, messaging, snapshots } = parts;
  return {
    'conversation:sync': async ({ after }, { conversation, party }) => {
      const record = await conversations.find(conversation);
      if (!record) throw new JawortError('ERR_NOT_FOUND', 'There is no such conversation.');
      return snapshots.of(record, party, after);
    },
    'conversation:close': async ({ conversation }) => {
      await lifecycle.close(conversation);
      return {};
    },
    'message:send': (input, asker) => messaging.send(input, asker),
    'message:mark': async (input, asker) => {
      await messaging.mark(input, asker);
      return {};
    },
    'typing:set': ({ typing }, asker) => {
      messaging.setTyping(typing, asker);
      return Promise.resolve({});
    },
  };
}
