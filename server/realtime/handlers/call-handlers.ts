import type { Calls } from '../../media/calls.ts';
import type { ConversationStore } from '../../ports/store.ts';
import type { Handlers } from '../handler.ts';

export type CallHandlerParts = {
  readonly calls: Calls;
  readonly conversations: Pick<ConversationStore, 'find'>;
};

/** Calls, from ringing to hanging up. */
export function callHandlers({ calls, conversations }: CallHandlerParts): Handlers {
  return {
    'call:start': async ({ call, kind }, asker) => {
      await calls.start(asker, call, kind);
      return {};
    },
    'call:decline': async ({ call }, asker) => {
      await calls.decline(asker, call);
      return {};
    },
    'call:join': (input, asker) => calls.join(asker, input),
    'call:beat': async ({ call, conversation }, asker) => {
      calls.seat(asker, call).beat();
      return { head: (await conversations.find(conversation))?.head ?? 0 };
    },
    'call:end': async ({ call }, asker) => {
      await calls.end(asker, call);
      return {};
    },
  };
}
