import type { ConversationId, MessageId } from '@jawort/shared/domain/ids';
import type { Message, ReadMarker, Seq } from '@jawort/shared/domain/records';
import type { Selectable } from 'kysely';
import { JawortError } from '../../error.ts';
import type { MessageStore } from '../../ports/store.ts';
import type { KeyRing } from './key-ring.ts';
import type { Tables } from './tables.ts';
import type { ConversationKey } from './vault.ts';
import { translated, writing, type Database } from './writing.ts';

type Row = Selectable<Tables['messages']>;

export class SqliteMessageStore implements MessageStore {
  readonly #database: Database;
  readonly #keys: KeyRing;

  constructor(database: Database, keys: KeyRing) {
    this.#database = database;
    this.#keys = keys;
  }

  post(conversation: ConversationId, message: Omit<Message, 'seq'>): Promise<Message> {
    return writing(this.#database, async (database) => {
      const key = await this.#keys.find(database, conversation);
      const known = await find(database, conversation, message.id);
      if (known) return ofAuthor(toMessage(known, key), message);
      return append(database, conversation, message, key);
    });
  }

  after(conversation: ConversationId, seq: Seq, limit: number): Promise<readonly Message[]> {
    return translated(async () => {
      const key = await this.#keys.find(this.#database, conversation);
      const rows = await this.#database
        .selectFrom('messages')
        .selectAll()
        .where('conversation', '=', conversation)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => toMessage(row, key));
    });
  }

  mark(conversation: ConversationId, marker: ReadMarker): Promise<ReadMarker> {
    return writing(this.#database, async (database) => {
      const before = await findMarker(database, conversation, marker);
      const after = forwards(before, marker);
      const { delivered, read } = after;
      await database
        .insertInto('markers')
        .values({ conversation, ...after })
        .onConflict((conflict) => conflict.doUpdateSet({ delivered, read }))
        .execute();
      return after;
    });
  }

  markers(conversation: ConversationId): Promise<readonly ReadMarker[]> {
    return translated(() =>
      this.#database
        .selectFrom('markers')
        .select(['participant', 'delivered', 'read'])
        .where('conversation', '=', conversation)
        .execute(),
    );
  }
}

function find(database: Database, conversation: ConversationId, id: MessageId): Promise<Row | undefined> {
  return database
    .selectFrom('messages')
    .selectAll()
    .where('conversation', '=', conversation)
    .where('id', '=', id)
    .executeTakeFirst();
}

function ofAuthor(known: Message, { author }: Omit<Message, 'seq'>): Message {
  if (known.author === author) return known;
  throw new JawortError('ERR_INVALID', 'Another participant has used this message id.', { field: 'id' });
}

async function append(
  database: Database,
  conversation: ConversationId,
  message: Omit<Message, 'seq'>,
  key: ConversationKey,
): Promise<Message> {
  const { id, author, at } = message;
  const seq = await nextSeq(database, conversation, message);
  const text = key.seal('message.text', id, message.text);
  await database.insertInto('messages').values({ conversation, seq, id, author, text, at }).execute();
  return { ...message, seq };
}

async function nextSeq(
  database: Database,
  conversation: ConversationId,
  { at }: Omit<Message, 'seq'>,
): Promise<Seq> {
  const row = await database
    .updateTable('conversations')
    .set((column) => ({ head: column('head', '+', 1), updated_at: at }))
    .where('id', '=', conversation)
    .where('state', '!=', 'closed')
    .returning('head')
    .executeTakeFirst();
  if (!row) throw new JawortError('ERR_CONVERSATION_CLOSED', 'This conversation is closed.');
  return row.head;
}

function toMessage({ id, seq, author, text, at }: Row, key: ConversationKey): Message {
  return { id, seq, author, text: key.open('message.text', id, text), at };
}

async function findMarker(
  database: Database,
  conversation: ConversationId,
  { participant }: ReadMarker,
): Promise<ReadMarker> {
  const row = await database
    .selectFrom('markers')
    .select(['participant', 'delivered', 'read'])
    .where('conversation', '=', conversation)
    .where('participant', '=', participant)
    .executeTakeFirst();
  return row ?? { participant, delivered: 0, read: 0 };
}

function forwards(before: ReadMarker, { participant, delivered, read }: ReadMarker): ReadMarker {
  return {
    participant,
    delivered: Math.max(before.delivered, delivered, read),
    read: Math.max(before.read, read),
  };
}
