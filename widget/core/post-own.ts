import { withMessage } from './conversation-state.ts';
import type { Posted } from './outbox.ts';
import type { ConversationState } from './types.ts';

/** A message of one's own in its place, as its acknowledgement says, without waiting for its notice. */
export function postOwn(state: ConversationState, { id, text, seq, at }: Posted): ConversationState {
  return state.me ? withMessage(state, { id, seq, author: state.me, text, at }) : state;
}
