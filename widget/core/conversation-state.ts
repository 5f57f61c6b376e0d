import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { Message, ReadMarker, Seq } from '@jawort/shared/domain/records';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import type { ConnectionState, ConversationState, PendingMessage, Receipt } from './types.ts';

/** A conversation of which nothing is known yet. */
export function emptyConversation(connection: ConnectionState): ConversationState {
  return {
    connection,
    conversation: null,
    me: null,
    staffed: false,
    messages: [],
    pending: [],
    head: 0,
    reads: [],
    typing: [],
    call: null,
    consent: { request: null, mine: { state: 'unasked' }, given: [] },
    recording: { state: 'off' },
    receipts: [],
  };
}

/** The last `seq` up to which every message is here; what to sync from (MS2). */
export function denseHead({ messages }: ConversationState): Seq {
  return messages.at(-1)?.seq ?? 0;
}

/** Whether the server is known to have messages that are not here. */
export function hasGap(state: ConversationState): boolean {
  return state.head > denseHead(state);
}

/** How many messages of others have not been read. */
export function unreadCount(state: ConversationState): number {
  const read = markerOf(state, state.me)?.read ?? 0;
  return state.messages.filter(({ author, seq }) => author !== state.me && seq > read).length;
}

/** A participant's read marker, if there is one. */
export function markerOf(
  { reads }: ConversationState,
  participant: ParticipantId | null,
): ReadMarker | undefined {
  return reads.find((marker) => marker.participant === participant);
}

/** What notices have told as a whole since `before`. */
export function toldSince(
  before: ConversationState,
  { conversation, staffed, call, consent, recording }: ConversationState,
): Partial<Snapshot> {
  return {
    ...(conversation && conversation !== before.conversation && { conversation, staffed }),
    ...(call !== before.call && { call }),
    ...(consent !== before.consent && { consent }),
    ...(recording !== before.recording && { recording }),
  };
}

/** Everything a snapshot says but for what was `told` since it was asked for, with its messages behind those already here. */
export function withSnapshot(
  state: ConversationState,
  snapshot: Snapshot,
  told: Partial<Snapshot> = {},
): ConversationState {
  const { messages, head, reads, ...now } = snapshot;
  const before = withHead({ ...state, ...now, ...told }, head);
  return reads.reduce(withMarker, messages.reduce(withMessage, before));
}

/**
 * A message in its place. One that is here already changes nothing; one that does not follow the last only raises `head`, since syncing
 * brings it with those before it.
 */
export function withMessage(state: ConversationState, message: Message): ConversationState {
  const next = denseHead(state) + 1;
  if (message.seq < next) return state;
  if (message.seq > next) return withHead(state, message.seq);
  return withHead(
    {
      ...state,
      messages: [...state.messages, message],
      pending: state.pending.filter(({ id }) => id !== message.id),
      typing: state.typing.filter((one) => one !== message.author),
    },
    message.seq,
  );
}

/** The highest `seq` the server is known to have; never goes back. */
export function withHead(state: ConversationState, head: Seq): ConversationState {
  return head > state.head ? { ...state, head } : state;
}

/** A participant's marker, which only ever moves forwards. */
export function withMarker(state: ConversationState, marker: ReadMarker): ConversationState {
  const known = markerOf(state, marker.participant);
  const delivered = Math.max(marker.delivered, known?.delivered ?? 0);
  const read = Math.max(marker.read, known?.read ?? 0);
  if (known?.delivered === delivered && known.read === read) return state;
  const others = state.reads.filter((one) => one !== known);
  return { ...state, reads: [...others, { ...marker, delivered, read }] };
}

/** Whether a participant is typing now. */
export function withTyping(
  state: ConversationState,
  participant: ParticipantId,
  typing: boolean,
): ConversationState {
  if (state.typing.includes(participant) === typing) return state;
  const others = state.typing.filter((one) => one !== participant);
  return { ...state, typing: typing ? [...others, participant] : others };
}

/** The messages that wait for their acknowledgement; those that have come back as posted no longer do. */
export function withPending(state: ConversationState, pending: readonly PendingMessage[]): ConversationState {
  const posted = new Set(state.messages.map(({ id }) => id));
  return { ...state, pending: pending.filter(({ id }) => !posted.has(id)) };
}

/** A receipt, kept once. */
export function withReceipt(state: ConversationState, receipt: Receipt): ConversationState {
  if (state.receipts.some((one) => one.receipt === receipt.receipt)) return state;
  return { ...state, receipts: [...state.receipts, receipt] };
}
