import { Notice } from '@jawort/shared/consent/notice';
import type { Hash } from '@jawort/shared/crypto/hash';
import * as v from 'valibot';
import { JawortError } from '../../error.ts';
import type { NoticeStore } from '../../ports/store.ts';

/** Published documents by the hash of their bytes; they never change, so each is read once. */
export class NoticeDocuments {
  readonly #store: Pick<NoticeStore, 'document'>;
  readonly #known = new Map<Hash, Notice>();

  constructor(store: Pick<NoticeStore, 'document'>) {
    this.#store = store;
  }

  /** Refuses with ERR_NOTICE_OUTDATED what was never published. */
  async read(hash: Hash): Promise<Notice> {
    const notice = this.#known.get(hash) ?? parse(await this.#store.document(hash));
    this.#known.set(hash, notice);
    return notice;
  }
}

function parse(document: string | null): Notice {
  if (document !== null) return v.parse(Notice, JSON.parse(document));
  throw new JawortError('ERR_NOTICE_OUTDATED', 'There is no such notice; ask for a fresh offer.', {
    field: 'notice.sha256',
  });
}
