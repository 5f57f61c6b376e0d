import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { CallEndReason, Instant, Message, ReadMarker } from '@jawort/shared/domain/records';
import type { ConversationState, PendingMessage, Receipt } from './types.ts';

/** How far one's own message has got; `failed` waits for its author to try again. */
export type Delivery = 'sending' | 'failed' | 'sent' | 'delivered' | 'read';

/** A message as the log shows it, posted or still on its way. */
export type LogMessage = {
  readonly id: string;
  readonly text: string;
  readonly at: Instant;
  /** `null` for messages of others. */
  readonly delivery: Delivery | null;
  readonly pending: PendingMessage | null;
};

/** A row of the log. */
export type Row =
  | { readonly type: 'day'; readonly key: string; readonly at: Instant }
  | {
      readonly type: 'run';
      readonly key: string;
      readonly author: ParticipantId | null;
      readonly messages: readonly LogMessage[];
    }
  | { readonly type: 'receipt'; readonly key: string; readonly receipt: Receipt }
  | {
      readonly type: 'call-ended';
      readonly key: string;
      readonly reason: CallEndReason;
      readonly at: Instant;
    };

type Item =
  | {
      readonly type: 'message';
      readonly at: Instant;
      readonly author: ParticipantId | null;
      readonly message: LogMessage;
    }
  | { readonly type: 'row'; readonly at: Instant; readonly row: Row };

/** Reads when a receipt was given. */
export type TimeOfReceipt = (receipt: Receipt) => Instant;

const runBreakMs = 5 * 60_000;

/** Everything the log shows, in order: days, runs of messages by one author, receipts, the end of a call. */
export function timelineOf(state: ConversationState, timeOfReceipt: TimeOfReceipt | null): readonly Row[] {
  const posted = state.messages.map((message) => postedItem(message, state));
  const extras = [...(timeOfReceipt ? receiptItems(state, timeOfReceipt) : []), ...callItems(state)];
  const pending = state.pending.map((message) => pendingItem(message, state));
  return rowsOf([...mergeByTime(posted, extras), ...pending]);
}

function postedItem(message: Message, { me, reads }: ConversationState): Item {
  const { id, text, at, author, seq } = message;
  const delivery = author === me ? deliveryOf(seq, reads, me) : null;
  return { type: 'message', at, author, message: { id, text, at, delivery, pending: null } };
}

function deliveryOf(seq: number, reads: readonly ReadMarker[], me: ParticipantId): Delivery {
  const others = reads.filter(({ participant }) => participant !== me);
  if (others.some(({ read }) => read >= seq)) return 'read';
  return others.some(({ delivered }) => delivered >= seq) ? 'delivered' : 'sent';
}

function pendingItem(pending: PendingMessage, { me }: ConversationState): Item {
  const { id, text, at, error } = pending;
  const delivery = error ? 'failed' : 'sending';
  return { type: 'message', at, author: me, message: { id, text, at, delivery, pending } };
}

function receiptItems(state: ConversationState, timeOf: TimeOfReceipt): readonly Item[] {
  return state.receipts.map((receipt) => ({
    type: 'row',
    at: timeOf(receipt),
    row: { type: 'receipt', key: receipt.receipt, receipt },
  }));
}

function callItems({ call }: ConversationState): readonly Item[] {
  if (call?.state !== 'ended') return [];
  const { at, reason } = call;
  return [{ type: 'row', at, row: { type: 'call-ended', key: call.call, reason, at } }];
}

// Messages keep the order of their `seq` whatever their times say; the rest is put in by time.
function mergeByTime(messages: readonly Item[], extras: readonly Item[]): readonly Item[] {
  const rest = [...extras].sort((a, b) => a.at.localeCompare(b.at));
  const merged = messages.flatMap((message) => {
    const count = rest.findIndex(({ at }) => at > message.at);
    return [...rest.splice(0, count < 0 ? rest.length : count), message];
  });
  return [...merged, ...rest];
}

function rowsOf(items: readonly Item[]): readonly Row[] {
  const rows: Row[] = [];
  let before: Item | null = null;
  for (const item of items) {
    if (!before || dayOf(before.at) !== dayOf(item.at))
      rows.push({ type: 'day', key: dayOf(item.at), at: item.at });
    const last = rows.at(-1);
    if (item.type === 'row') rows.push(item.row);
    else if (last?.type === 'run' && continues(before, item)) rows[rows.length - 1] = withMessage(last, item);
    else rows.push({ type: 'run', key: item.message.id, author: item.author, messages: [item.message] });
    before = item;
  }
  return rows;
}

function withMessage(
  run: Row & { readonly type: 'run' },
  { message }: Item & { readonly type: 'message' },
): Row {
  return { ...run, messages: [...run.messages, message] };
}

function continues(before: Item | null, item: Item & { readonly type: 'message' }): boolean {
  if (before?.type !== 'message' || before.author !== item.author) return false;
  return Date.parse(item.at) - Date.parse(before.at) < runBreakMs;
}

function dayOf(at: Instant): string {
  return new Date(at).toDateString();
}
