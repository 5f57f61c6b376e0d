import type { ConversationId } from '@jawort/shared/domain/ids';

/** Under which name a withdrawal without a receipt yet is kept over a reload. */
export function pendingWithdrawalName(conversation: ConversationId): string {
  return `withdrawal.${conversation}`;
}
