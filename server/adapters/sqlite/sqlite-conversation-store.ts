import type { AgentId, ConversationId } from '@jawort/shared/domain/ids';
import type { Participant } from '@jawort/shared/domain/records';
import type { Selectable } from 'kysely';
import { JawortError } from '../../error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConversationRecord, ConversationStore, NewConversation } from '../../ports/store.ts';
import type { KeyRing } from './key-ring.ts';
import type { Tables } from './tables.ts';
import type { ConversationKey } from './vault.ts';
import { translated, writing, type Database } from './writing.ts';

/** Of those that wait, the ones that have waited longest. */
const waitingAtMost = 500;
const closedAtMost = 50;

type Row = Selectable<Tables['conversations']>;
type Agent = { readonly id: AgentId; readonly participant: Participant };

export class SqliteConversationStore implements ConversationStore {
  readonly #database: Database;
  readonly #keys: KeyRing;
  readonly #clock: Clock;

  constructor(database: Database, keys: KeyRing, clock: Clock) {
    this.#database = database;
    this.#keys = keys;
    this.#clock = clock;
  }

  create(conversation: NewConversation): Promise<ConversationRecord> {
    return writing(this.#database, async (database) => {
      if (!(await isThere(database, conversation))) await this.#insert(database, conversation);
      return this.#expect(database, conversation.id);
    });
  }

  find(conversation: ConversationId): Promise<ConversationRecord | null> {
    return translated(async () => {
      const row = await rowOf(this.#database, conversation);
      return row ? this.#toRecord(this.#database, row) : null;
    });
  }

  findByToken(tokenHash: string): Promise<ConversationRecord | null> {
    return translated(async () => {
      const row = await this.#select().where('token_hash', '=', tokenHash).executeTakeFirst();
      return row ? this.#toRecord(this.#database, row) : null;
    });
  }

  inbox(agent: AgentId): Promise<readonly ConversationRecord[]> {
    return translated(async () => {
      const own = this.#select().where('agent_id', '=', agent).orderBy('updated_at', 'desc');
      const waiting = this.#select().where('state', '=', 'waiting').orderBy('opened_at').limit(waitingAtMost);
      const open = own.where('state', '=', 'open');
      const closed = own.where('state', '=', 'closed').limit(closedAtMost);
      const rows = await Promise.all([waiting, open, closed].map((query) => query.execute()));
      const newestFirst = rows.flat().sort((a, b) => b.updated_at.localeCompare(a.updated_at));
      return Promise.all(newestFirst.map((row) => this.#toRecord(this.#database, row)));
    });
  }

  ofAgent(agent: AgentId): Promise<readonly ConversationRecord[]> {
    return translated(async () => {
      const rows = await this.#select().where('agent_id', '=', agent).orderBy('updated_at', 'desc').execute();
      return Promise.all(rows.map((row) => this.#toRecord(this.#database, row)));
    });
  }

  assign(conversation: ConversationId, agent: Agent): Promise<ConversationRecord> {
    return writing(this.#database, async (database) => {
      const row = await expectRow(database, conversation);
      if (row.agent_id !== agent.id) await this.#take(database, row, agent);
      return this.#expect(database, conversation);
    });
  }

  close(conversation: ConversationId): Promise<ConversationRecord> {
    return writing(this.#database, async (database) => {
      await this.#update(database, conversation, { state: 'closed' });
      return this.#expect(database, conversation);
    });
  }

  #select() {
    return this.#database.selectFrom('conversations').selectAll();
  }

  async #insert(database: Database, conversation: NewConversation): Promise<void> {
    const { id, participants, openedAt, tokenHash, site, topic, locale, visitor } = conversation;
    await database
      .insertInto('conversations')
      .values({
        ...{ id, site, topic, locale, visitor, state: 'waiting', head: 0 },
        ...{
          opened_at: openedAt,
          updated_at: openedAt,
          token_hash: tokenHash,
          agent_id: null,
          agent_ref: null,
        },
      })
      .execute();
    const key = await this.#keys.make(database, id);
    for (const participant of participants) await insertParticipant(database, id, participant, key);
  }

  async #take(database: Database, row: Row, { id, participant }: Agent): Promise<void> {
    if (row.agent_id !== null)
      throw new JawortError('ERR_ALREADY_TAKEN', 'Another agent has taken this conversation.');
    if (row.state === 'closed')
      throw new JawortError('ERR_CONVERSATION_CLOSED', 'This conversation is closed.');
    await insertParticipant(database, row.id, participant, await this.#keys.find(database, row.id));
    await this.#update(database, row.id, { state: 'open', agent_id: id, agent_ref: participant.ref });
  }

  async #update(database: Database, conversation: ConversationId, change: Partial<Row>): Promise<void> {
    await database
      .updateTable('conversations')
      .set({ ...change, updated_at: this.#clock.now().toISOString() })
      .where('id', '=', conversation)
      .execute();
  }

  async #expect(database: Database, conversation: ConversationId): Promise<ConversationRecord> {
    return this.#toRecord(database, await expectRow(database, conversation));
  }

  async #toRecord(database: Database, row: Row): Promise<ConversationRecord> {
    const { id, site, topic, locale, state, visitor, head } = row;
    return {
      ...{ id, site, topic, locale, state, visitor, head },
      openedAt: row.opened_at,
      updatedAt: row.updated_at,
      tokenHash: row.token_hash,
      agent:
        row.agent_id !== null && row.agent_ref !== null ? { id: row.agent_id, ref: row.agent_ref } : null,
      participants: await this.#participants(database, id),
    };
  }

  async #participants(database: Database, conversation: ConversationId): Promise<Participant[]> {
    const key = await this.#keys.find(database, conversation);
    const rows = await database
      .selectFrom('participants')
      .select(['ref', 'role', 'name'])
      .where('conversation', '=', conversation)
      .orderBy('role', 'desc')
      .orderBy('ref')
      .execute();
    return rows.map(({ ref, role, name }) => ({
      ref,
      role,
      name: name && key.open('participant.name', ref, name),
    }));
  }
}

async function isThere(database: Database, { id, tokenHash }: NewConversation): Promise<boolean> {
  const row = await database
    .selectFrom('conversations')
    .select(['id', 'token_hash'])
    .where((is) => is.or([is('id', '=', id), is('token_hash', '=', tokenHash)]))
    .executeTakeFirst();
  if (!row) return false;
  if (row.id !== id || row.token_hash !== tokenHash)
    throw new JawortError('ERR_TOKEN_INVALID', 'This token does not belong to this conversation.');
  return true;
}

async function insertParticipant(
  database: Database,
  conversation: ConversationId,
  { ref, role, name }: Participant,
  key: ConversationKey,
): Promise<void> {
  const sealed = name === null ? null : key.seal('participant.name', ref, name);
  await database.insertInto('participants').values({ conversation, ref, role, name: sealed }).execute();
}

function rowOf(database: Database, conversation: ConversationId): Promise<Row | undefined> {
  return database.selectFrom('conversations').selectAll().where('id', '=', conversation).executeTakeFirst();
}

async function expectRow(database: Database, conversation: ConversationId): Promise<Row> {
  const row = await rowOf(database, conversation);
  if (!row) throw new JawortError('ERR_NOT_FOUND', 'There is no such conversation.');
  return row;
}
