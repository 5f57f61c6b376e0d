import { NoticeRef } from '@jawort/shared/consent/notice';
import { canonicalJson } from '@jawort/shared/crypto/canonical-json';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import * as v from 'valibot';
import { JawortError } from '../../error.ts';
import type { NoticeStore } from '../../ports/store.ts';
import { translated, writing, type Database } from './writing.ts';

type Document = { readonly hash: Hash; readonly text: string };

export class SqliteNoticeStore implements NoticeStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async publish(notice: NoticeRef, texts: readonly string[]): Promise<void> {
    const documents = await Promise.all(texts.map(async (text) => ({ hash: await sha256(text), text })));
    expectSame(notice, documents);
    const languages = canonicalJson(notice.languages);
    await writing(this.#database, async (database) => {
      if (await isPublished(database, notice, languages)) return;
      await insert(database, notice, languages, documents);
    });
  }

  inForce(id: string): Promise<NoticeRef | null> {
    return translated(async () => {
      const row = await this.#database
        .selectFrom('notices')
        .select(['id', 'version', 'languages'])
        .where('id', '=', id)
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? v.parse(NoticeRef, { ...row, languages: JSON.parse(row.languages) as unknown }) : null;
    });
  }

  document(hash: string): Promise<string | null> {
    return translated(async () => {
      const row = await this.#database
        .selectFrom('notice_documents')
        .select('text')
        .where('hash', '=', hash as Hash)
        .executeTakeFirst();
      return row?.text ?? null;
    });
  }
}

function expectSame(notice: NoticeRef, documents: readonly Document[]): void {
  const named = Object.values(notice.languages).sort().join();
  const given = documents
    .map(({ hash }) => hash)
    .sort()
    .join();
  if (named !== given)
    throw new JawortError('ERR_INVALID', `The documents of notice ${notice.id} are not those it names.`);
}

async function isPublished(database: Database, notice: NoticeRef, languages: string): Promise<boolean> {
  const row = await database
    .selectFrom('notices')
    .select('languages')
    .where('id', '=', notice.id)
    .where('version', '=', notice.version)
    .executeTakeFirst();
  if (!row) return false;
  if (row.languages === languages) return true;
  throw new JawortError(
    'ERR_INVALID',
    `Notice ${notice.id} ${notice.version} was published with other words. Give the new words a new version.`,
  );
}

async function insert(
  database: Database,
  { id, version }: NoticeRef,
  languages: string,
  documents: readonly Document[],
): Promise<void> {
  await database.insertInto('notices').values({ id, version, languages }).execute();
  for (const document of documents)
    await database
      .insertInto('notice_documents')
      .values(document)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
