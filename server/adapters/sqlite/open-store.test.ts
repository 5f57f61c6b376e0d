import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { ConversationId, MessageId, ParticipantId, SiteId } from '@jawort/shared/domain/ids';
import { v7 } from 'uuid';
import { storeContract } from '../../../test/contract/store.ts';
import { systemClock } from '../system/system-clock.ts';
import { openDatabase } from './open-database.ts';
import { openSqliteEventReader } from './open-event-reader.ts';
import { openSqliteStore } from './open-store.ts';
import { makeKey } from './vault.ts';

const at = '2026-11-24T09:00:00.000Z';

async function openFresh() {
  const folder = mkdtempSync(join(tmpdir(), 'jawort-store-'));
  const options = { path: join(folder, 'jawort.db'), key: makeKey(), clock: systemClock };
  const stores = [await openSqliteStore(options)];
  const close = () => Promise.all(stores.map((store) => store.close()));
  const reopen = async () => {
    await close();
    const store = await openSqliteStore(options);
    stores.push(store);
    return store;
  };
  const remove = async () => {
    await close();
    rmSync(folder, { recursive: true });
  };
  const [store] = stores;
  assert.ok(store);
  return { store, reopen, remove, options, folder };
}

storeContract('SQLite', openFresh);

describe('the SQLite file', () => {
  let under: Awaited<ReturnType<typeof openFresh>>;
  const conversation = v7() as ConversationId;
  const visitor = v7() as ParticipantId;
  const message = { id: v7() as MessageId, author: visitor, text: 'ein Geheimnis', at };

  before(async () => {
    under = await openFresh();
    await under.store.conversations.create({
      ...{ id: conversation, site: 'demo' as SiteId, topic: 'hr', locale: 'de', openedAt: at },
      ...{
        visitor,
        tokenHash: 'x',
        participants: [{ ref: visitor, role: 'visitor', name: 'Rumpelstilzchen' }],
      },
    });
    await under.store.messages.post(conversation, message);
    await under.store.events.append(conversation, { seq: 1, jws: 'a', statement: null });
  });
  after(() => under.remove());

  function raw<Result>(use: (database: DatabaseSync) => Result): Result {
    const database = new DatabaseSync(under.options.path);
    try {
      return use(database);
    } finally {
      database.close();
    }
  }

  it('[EV5] holds neither text nor names in the clear', () => {
    const bytes = ['', '-wal'].map((suffix) =>
      readFileSync(`${under.options.path}${suffix}`).toString('latin1'),
    );
    for (const secret of ['Geheimnis', 'Rumpelstilzchen']) assert.ok(!bytes.join('').includes(secret));
    assert.ok(bytes.join('').includes(visitor));
  });

  it('[EV5] opens no text that was moved to another row', async () => {
    const other = { ...message, id: v7() as MessageId };
    await under.store.messages.post(conversation, other);
    raw((database) =>
      database.exec('update messages set text = (select text from messages where seq = 1) where seq = 2'),
    );
    await assert.rejects(under.store.messages.after(conversation, 1, 1), { code: 'ERR_STORE_FAILED' });
    raw((database) => database.exec('delete from messages where seq = 2'));
  });

  it('[EV4] lets nobody change or remove an event', () => {
    for (const change of [`update events set jws = 'b'`, 'delete from events'])
      assert.throws(() => raw((database) => database.exec(change)), /append-only/);
  });

  it('is opened with a write-ahead log, full synchronisation and foreign keys', () => {
    const database = openDatabase(join(under.folder, 'other.db'));
    const values = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
      Object.values(database.prepare(`pragma ${name}`).get() ?? {}),
    );
    database.close();
    assert.deepEqual(values.flat(), ['wal', 2, 1]);
  });

  it('[RG9] is read by a connection that cannot write, and that sees what others commit', async () => {
    const reader = openSqliteEventReader(under.options.path);
    try {
      const before = await reader.version();
      assert.equal(await reader.version(), before);
      await under.store.events.append(conversation, { seq: 2, jws: 'b', statement: null });
      assert.notEqual(await reader.version(), before);
      assert.equal((await reader.read(conversation)).length, 2);
    } finally {
      await reader.close();
    }
  });

  it('is not opened with the key of another', async () => {
    const other = openSqliteStore({ ...under.options, key: makeKey() });
    await assert.rejects(other, /does not fit the database/);
  });
});
