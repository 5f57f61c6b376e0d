import type { ConversationClient } from '@jawort/widget/core/types';

const patienceMs = 2000;

/** Leaves these calls; resolves when the server knows of it, or says nothing for too long. */
export async function hangUp(calls: readonly ConversationClient[], atMostMs = patienceMs): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, atMostMs));
  const leaving = calls.flatMap(({ session }) => (session ? [session.hangUp()] : []));
  await Promise.race([Promise.allSettled(leaving), late]);
}
