import { Kysely, sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { KeyRing } from './key-ring.ts';
import { migrate } from './migrations.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import { openDatabase } from './open-database.ts';
import { SqliteAgentStore } from './sqlite-agent-store.ts';
import { SqliteConversationStore } from './sqlite-conversation-store.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { SqliteMessageStore } from './sqlite-message-store.ts';
import { SqliteNoticeStore } from './sqlite-notice-store.ts';
import { SqliteRefusalStore } from './sqlite-refusal-store.ts';
import type { Tables } from './tables.ts';
import { Vault } from './vault.ts';
import { writing, type Database } from './writing.ts';

export type SqliteOptions = {
  readonly path: string;
  /** The key that wraps the conversations' keys: 32 bytes from outside the database. */
  readonly key: Buffer;
  readonly clock: Clock;
};

/** The stores over one SQLite file, brought to its newest form. */
export async function openSqliteStore({ path, key, clock }: SqliteOptions): Promise<Store> {
  const database: Database = new Kysely<Tables>({ dialect: nodeSqliteDialect(openDatabase(path)) });
  const keys = new KeyRing(new Vault(key));
  await migrate(database);
  await keys.check(database);
  return {
    events: new SqliteEventStore(database),
    conversations: new SqliteConversationStore(database, keys, clock),
    messages: new SqliteMessageStore(database, keys),
    refusals: new SqliteRefusalStore(database),
    notices: new SqliteNoticeStore(database),
    agents: new SqliteAgentStore(database),
    check: () => check(database),
    close: () => database.destroy(),
  };
}

// Writes, because a database that can only be read looks healthy otherwise.
async function check(database: Database): Promise<void> {
  await writing(database, async (transaction) => {
    await sql`pragma user_version = 1`.execute(transaction);
  });
}
