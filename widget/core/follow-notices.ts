import type { NoticeInput, NoticeName } from '@jawort/shared/protocol/notices';
import { withMarker, withMessage, withReceipt, withTyping } from './conversation-state.ts';
import { updateState, type LiveContext } from './live.ts';
import type { ConversationState } from './types.ts';
import { OthersTyping } from './typing.ts';

type OfConversation = Exclude<NoticeName, 'inbox:changed' | 'server:closing'>;

/**
 * Puts each notice of the conversation into its state, and calls `then` after each, which may have shown a gap, until the returned
 * function is called.
 */
export function followNotices(context: LiveContext, then: () => void): () => void {
  const on = <Name extends OfConversation>(
    name: Name,
    reduce: (state: ConversationState, notice: NoticeInput<Name>) => ConversationState,
  ) =>
    context.wire.on(name, (notice) => {
      if (notice.conversation !== context.conversation) return;
      updateState(context.live, (state) => reduce(state, notice));
      then();
    });
  return stopAll([
    on('conversation:changed', (state, { now, staffed }) => ({ ...state, conversation: now, staffed })),
    on('message:posted', (state, { message }) => withMessage(state, message)),
    on('message:marked', (state, { marker }) => withMarker(state, marker)),
    on('call:changed', (state, { now }) => ({ ...state, call: now })),
    on('consent:changed', (state, { now }) => ({ ...state, consent: now })),
    on('recording:changed', (state, { now }) => ({ ...state, recording: now })),
    on('consent:receipted', (state, { receipt, statement }) => withReceipt(state, { receipt, statement })),
    followTyping(context),
  ]);
}

function followTyping({ wire, conversation, live, host }: LiveContext): () => void {
  const others = new OthersTyping(host.clock, (participant, typing) =>
    updateState(live, (state) => withTyping(state, participant, typing)),
  );
  return wire.on('typing:changed', (notice) => {
    if (notice.conversation === conversation) others.set(notice.participant, notice.typing);
  });
}

function stopAll(stops: readonly (() => void)[]): () => void {
  return () => {
    for (const stop of stops) stop();
  };
}
