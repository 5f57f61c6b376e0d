import { assert } from '@open-wc/testing';
import {
  denseHead,
  emptyConversation,
  hasGap,
  unreadCount,
  withHead,
  withMarker,
  withMessage,
  withPending,
  withSnapshot,
  withTyping,
} from './conversation-state.ts';
import { agent, message, snapshot, visitor } from './testing/samples.ts';

const empty = emptyConversation({ state: 'online' });
const numbers = (state: typeof empty) => state.messages.map(({ seq }) => seq);

describe('a conversation’s state', () => {
  it('[MS2] holds messages densely whatever the order and however often they come', () => {
    for (const order of permutations([1, 2, 3, 4])) {
      const heard = [...order, ...order].reduce((state, seq) => withMessage(state, message(seq)), empty);
      assert.deepEqual(
        numbers(heard),
        numbers(heard).map((_, index) => index + 1),
      );
      assert.equal(heard.head, 4);
      const rest = [1, 2, 3, 4].filter((seq) => seq > denseHead(heard)).map((seq) => message(seq));
      const synced = withSnapshot(heard, snapshot({ messages: rest, head: 4 }));
      assert.deepEqual(numbers(synced), [1, 2, 3, 4]);
      assert.equal(hasGap(synced), false);
    }
  });

  it('[MS2] notices a gap by a later message and by the head alone', () => {
    assert.equal(hasGap(withMessage(empty, message(2))), true);
    assert.equal(hasGap(withHead(empty, 1)), true);
    assert.equal(hasGap(withMessage(empty, message(1))), false);
  });

  it('stays the very same on a message, marker or head that says nothing new', () => {
    const marker = { participant: agent, delivered: 2, read: 1 };
    const state = withMarker(withMessage(empty, message(1)), marker);
    assert.equal(withMessage(state, message(1)), state);
    assert.equal(withMarker(state, { participant: agent, delivered: 1, read: 0 }), state);
    assert.equal(withHead(state, 0), state);
  });

  it('no longer waits for a message that has come back as posted', () => {
    const { id, text, at } = message(1, visitor);
    const waiting = withPending(empty, [{ id, text, at, error: null }]);
    assert.lengthOf(waiting.pending, 1);
    const posted = withMessage(waiting, message(1, visitor));
    assert.deepEqual(posted.pending, []);
    assert.deepEqual(withPending(posted, waiting.pending).pending, []);
  });

  it('takes whoever has posted for typing no more', () => {
    const typing = withTyping(empty, agent, true);
    assert.deepEqual(typing.typing, [agent]);
    assert.deepEqual(withMessage(typing, message(1)).typing, []);
  });

  it('counts as unread what others wrote after one’s own marker', () => {
    const told = snapshot({
      messages: [message(1), message(2, visitor), message(3)],
      reads: [{ participant: visitor, delivered: 3, read: 1 }],
    });
    assert.equal(unreadCount(withSnapshot(empty, told)), 1);
  });
});

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) =>
    permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]),
  );
}
