import { Kysely } from 'kysely';
import type { EventReader } from '../../ports/store.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import { openDatabaseToRead } from './open-database.ts';
import { SqliteEventReader } from './sqlite-event-store.ts';
import type { Tables } from './tables.ts';

/** The evidence chains of a database that somebody else writes, on a connection that cannot write (RG9). */
export function openSqliteEventReader(path: string): EventReader & { close(): Promise<void> } {
  const database = new Kysely<Tables>({ dialect: nodeSqliteDialect(openDatabaseToRead(path)) });
  const reader = new SqliteEventReader(database);
  return {
    read: (conversation) => reader.read(conversation),
    version: () => reader.version(),
    close: () => database.destroy(),
  };
}
