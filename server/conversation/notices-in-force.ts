import type { NoticeRef } from '@jawort/shared/consent/notice';
import type { ConversationRecord, NoticeStore } from '../ports/store.ts';
import type { Chain } from './chain.ts';

/** Which notice a site's conversations ask on. */
export type NoticeIdOf = (site: ConversationRecord['site']) => string;

/** Tells each conversation's chain which notice is in force; the gate knows of no other (RG3). */
export class NoticesInForce {
  readonly #chain: Chain;
  readonly #notices: NoticeStore;
  readonly #idOf: NoticeIdOf;

  constructor(chain: Chain, notices: NoticeStore, idOf: NoticeIdOf) {
    this.#chain = chain;
    this.#notices = notices;
    this.#idOf = idOf;
  }

  /** Appends `notice.published` unless the version in force is there already; without any published notice nothing can be asked. */
  async publish({ id, site }: Pick<ConversationRecord, 'id' | 'site'>): Promise<NoticeRef | null> {
    const notice = await this.#notices.inForce(this.#idOf(site));
    if (notice === null) return null;
    await this.#chain.appendUnless(
      id,
      { type: 'notice.published', notice },
      (body) =>
        body.type === 'notice.published' &&
        body.notice.id === notice.id &&
        body.notice.version === notice.version,
    );
    return notice;
  }
}
