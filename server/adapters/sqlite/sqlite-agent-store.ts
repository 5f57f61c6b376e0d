import type { AgentId } from '@jawort/shared/domain/ids';
import type { Instant } from '@jawort/shared/domain/records';
import type { AgentRecord, AgentStore } from '../../ports/store.ts';
import { translated, writing, type Database } from './writing.ts';

export class SqliteAgentStore implements AgentStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  count(): Promise<number> {
    return translated(async () => {
      const { count } = await this.#database
        .selectFrom('agents')
        .select((column) => column.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    });
  }

  create({ id, login, name, passwordHash }: AgentRecord): Promise<void> {
    return writing(this.#database, async (database) => {
      await database.insertInto('agents').values({ id, login, name, password_hash: passwordHash }).execute();
    });
  }

  findByLogin(login: string): Promise<AgentRecord | null> {
    return this.#findOne('login', login);
  }

  find(agent: AgentId): Promise<AgentRecord | null> {
    return this.#findOne('id', agent);
  }

  openSession(hash: string, agent: AgentId, until: Instant): Promise<void> {
    return writing(this.#database, async (database) => {
      await database.insertInto('sessions').values({ hash, agent, until }).execute();
    });
  }

  findSession(hash: string, now: Instant): Promise<AgentId | null> {
    return translated(async () => {
      const row = await this.#database
        .selectFrom('sessions')
        .select('agent')
        .where('hash', '=', hash)
        .where('until', '>', now)
        .executeTakeFirst();
      return row?.agent ?? null;
    });
  }

  closeSession(hash: string): Promise<void> {
    return writing(this.#database, async (database) => {
      await database.deleteFrom('sessions').where('hash', '=', hash).execute();
    });
  }

  #findOne(column: 'id' | 'login', value: string): Promise<AgentRecord | null> {
    return translated(async () => {
      const row = await this.#database
        .selectFrom('agents')
        .select(['id', 'login', 'name', 'password_hash as passwordHash'])
        .where(column, '=', value)
        .executeTakeFirst();
      return row ?? null;
    });
  }
}
