import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/adapters/sqlite/open-store.ts';
import { makeKey } from '../../server/adapters/sqlite/vault.ts';
import type { Clock } from '../../server/ports/clock.ts';
import type { Store } from '../../server/ports/store.ts';

/** The real store in a folder of its own, and how to be rid of both. */
export type TemporaryStore = { readonly store: Store; readonly remove: () => Promise<void> };

export async function openTemporaryStore(clock: Clock): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'jawort-store-'));
  const store = await openSqliteStore({ path: join(folder, 'jawort.db'), key: makeKey(), clock });
  const remove = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store, remove };
}
