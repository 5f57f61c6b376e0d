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
      if (await isInForce(database, notice, languages)) return;
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

/** Whether these words are in force already; a version that was published is neither changed nor put in force again. */
async function isInForce(database: Database, notice: NoticeRef, languages: string): Promise<boolean> {
  const rows = await database
    .selectFrom('notices')
    .select(['version', 'languages'])
    .where('id', '=', notice.id)
    .orderBy('position', 'desc')
    .execute();
  const published = rows.find(({ version }) => version === notice.version);
  if (!published) return false;
  if (published.languages !== languages) throw unusable(notice, 'was published with other words or facts');
  if (published !== rows[0]) throw unusable(notice, `was followed by ${rows[0]?.version ?? ''}`);
  return true;
}

function unusable({ id, version }: NoticeRef, why: string): JawortError {
  const message = `Notice ${id} ${version} ${why}, and people may have signed it. Give this one a new version.`;
  return new JawortError('ERR_INVALID', message);
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
