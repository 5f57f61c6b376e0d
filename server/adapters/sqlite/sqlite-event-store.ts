import { peekJws } from '@jawort/shared/crypto/jws';
import type { ConversationId } from '@jawort/shared/domain/ids';
import type { StoredEvent } from '@jawort/shared/events/event';
import { sql } from 'kysely';
import * as v from 'valibot';
import { JawortError } from '../../error.ts';
import type { EventReader, EventStore } from '../../ports/store.ts';
import { translated, writing, type Database } from './writing.ts';

/** Reads the evidence chains; needs no more than a connection that may read. */
export class SqliteEventReader implements EventReader {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  read(conversation: ConversationId): Promise<readonly StoredEvent[]> {
    return translated(() =>
      this.database
        .selectFrom('events')
        .select(['seq', 'jws', 'statement'])
        .where('conversation', '=', conversation)
        .orderBy('seq')
        .execute(),
    );
  }

  version(): Promise<number> {
    return translated(async () => {
      const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(this.database);
      return v.parse(v.number(), rows[0]?.data_version);
    });
  }
}

export class SqliteEventStore extends SqliteEventReader implements EventStore {
  append(conversation: ConversationId, event: StoredEvent, nonce?: string): Promise<void> {
    return writing(this.database, async (database) => {
      await expectNext(database, conversation, event);
      if (nonce !== undefined) await useNonce(database, conversation, event, nonce);
      const { seq, jws, statement } = event;
      await database.insertInto('events').values({ conversation, seq, jws, statement }).execute();
      await noteCall(database, conversation, event);
    });
  }

  withOpenCall(): Promise<readonly ConversationId[]> {
    return translated(async () => {
      const rows = await this.database.selectFrom('open_calls').select('conversation').execute();
      return rows.map(({ conversation }) => conversation);
    });
  }

  setOpenCall(conversation: ConversationId, open: boolean): Promise<void> {
    return writing(this.database, (database) => setOpenCall(database, conversation, open));
  }
}

async function expectNext(
  database: Database,
  conversation: ConversationId,
  { seq }: StoredEvent,
): Promise<void> {
  const { head } = await database
    .selectFrom('events')
    .select((column) => column.fn.max('seq').as('head'))
    .where('conversation', '=', conversation)
    .executeTakeFirstOrThrow();
  // The aggregate of no rows is null, whatever its type says.
  const last = (head as number | null) ?? 0;
  if (seq !== last + 1)
    throw new JawortError('ERR_CONSENT_STALE', `Event ${seq} does not follow event ${last}.`);
}

async function useNonce(
  database: Database,
  conversation: ConversationId,
  { seq }: StoredEvent,
  nonce: string,
): Promise<void> {
  const added = await database
    .insertInto('nonces')
    .values({ nonce, conversation, seq })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n)
    throw new JawortError('ERR_CONSENT_REPLAYED', 'This offer has been used before.');
}

async function noteCall(database: Database, conversation: ConversationId, event: StoredEvent): Promise<void> {
  const type = typeOf(event);
  if (type === 'call.started') await setOpenCall(database, conversation, true);
  if (type === 'call.ended') await setOpenCall(database, conversation, false);
}

function typeOf({ jws }: StoredEvent): string | null {
  const parsed = v.safeParse(v.object({ body: v.object({ type: v.string() }) }), peek(jws));
  return parsed.success ? parsed.output.body.type : null;
}

function peek(jws: string): unknown {
  try {
    return peekJws(jws);
  } catch {
    return null;
  }
}

async function setOpenCall(database: Database, conversation: ConversationId, open: boolean): Promise<void> {
  if (!open) await database.deleteFrom('open_calls').where('conversation', '=', conversation).execute();
  else
    await database
      .insertInto('open_calls')
      .values({ conversation })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
