import { withReceipt } from './conversation-state.ts';
import { KeptList } from './kept-list.ts';
import { updateState, type LiveContext } from './live.ts';
import type { Receipt } from './types.ts';

/** Gives a visitor back the receipts of this tab, and keeps each new one until the returned function is called. */
export function keepReceipts({ host, conversation, live, role }: LiveContext): () => void {
  if (role !== 'visitor') return () => {};
  const kept = new KeptList<Receipt>(host.memory, `receipts.${conversation}`);
  updateState(live, (state) => kept.items.reduce(withReceipt, state));
  return live.subscribe(() => kept.replace(live.state.state.receipts));
}
