import type { Kysely, Transaction } from 'kysely';
import { JawortError } from '../../error.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Runs `task` in one transaction: all of it is on disk when this resolves, or nothing of it is there when it rejects. */
export function writing<Result>(
  database: Database,
  task: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return translated(() => database.transaction().execute(task));
}

/** Gives what `task` gives; what the database throws becomes ERR_STORE_FAILED, its cause kept. */
export async function translated<Result>(task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof JawortError) throw error;
    throw new JawortError('ERR_STORE_FAILED', 'The database could not do this; nothing was changed.', {
      cause: error,
    });
  }
}
