import type { NoticeRef } from '@jawort/shared/consent/notice';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { ConversationId, ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import { JawortError } from '../../server/error.ts';
import type { NoticeStore, RefusalStore } from '../../server/ports/store.ts';

/** Published notices in memory. */
export class MemoryNotices implements NoticeStore {
  readonly #documents = new Map<string, string>();
  readonly #published = new Map<string, NoticeRef[]>();

  async publish(notice: NoticeRef, documents: readonly string[]): Promise<void> {
    const before = this.#published.get(notice.id) ?? [];
    const same = before.find(({ version }) => version === notice.version);
    if (same && JSON.stringify(same) !== JSON.stringify(notice)) {
      throw new JawortError('ERR_INVALID', 'the same version with other bytes');
    }
    this.#published.set(notice.id, [...before, notice]);
    for (const document of documents) this.#documents.set(await sha256(document), document);
  }

  async inForce(id: string): Promise<NoticeRef | null> {
    return this.#published.get(id)?.at(-1) ?? null;
  }

  async document(hash: string): Promise<string | null> {
    return this.#documents.get(hash) ?? null;
  }
}

/** Refusals in memory. */
export class MemoryRefusals implements RefusalStore {
  readonly #refused = new Set<string>();

  async refuse(conversation: ConversationId, party: ParticipantId, request: RequestId): Promise<void> {
    this.#refused.add(`${conversation} ${party} ${request}`);
  }

  async hasRefused(conversation: ConversationId, party: ParticipantId, request: RequestId): Promise<boolean> {
    return this.#refused.has(`${conversation} ${party} ${request}`);
  }
}
