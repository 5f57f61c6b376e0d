import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from '../folder/sync-folder.ts';

const busyMs = 5000;

/** Opens the database to write, so that a commit is on disk when it returns. */
export function openDatabase(path: string): DatabaseSync {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  syncFolder(folder);
  return database;
}

/** Opens the database to read only; nothing done with it can change what is stored (RG9). */
export function openDatabaseToRead(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: busyMs, readOnly: true });
}
