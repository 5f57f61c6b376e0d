import type { ConversationId } from '@jawort/shared/domain/ids';
import { JawortError } from '../../error.ts';
import type { ConversationKey, Vault } from './vault.ts';
import type { Database } from './writing.ts';

/** The conversations' keys as the database keeps them: wrapped. */
export class KeyRing {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  async make(database: Database, conversation: ConversationId): Promise<ConversationKey> {
    const wrapped = this.#vault.make(conversation);
    await database.insertInto('conversation_keys').values({ conversation, wrapped }).execute();
    return this.#vault.open(conversation, wrapped);
  }

  /** @throws {JawortError} ERR_NOT_FOUND where there is no key, because there is no conversation or it was erased. */
  async find(database: Database, conversation: ConversationId): Promise<ConversationKey> {
    const row = await database
      .selectFrom('conversation_keys')
      .select('wrapped')
      .where('conversation', '=', conversation)
      .executeTakeFirst();
    if (!row) throw new JawortError('ERR_NOT_FOUND', 'There is no such conversation.');
    return this.#vault.open(conversation, row.wrapped);
  }

  /** @throws {JawortError} where the key file is not the one that this database was written with. */
  async check(database: Database): Promise<void> {
    const row = await database.selectFrom('conversation_keys').selectAll().limit(1).executeTakeFirst();
    if (!row) return;
    try {
      this.#vault.open(row.conversation, row.wrapped);
    } catch (cause) {
      const message = 'The key file does not fit the database. Put back the one that it was made with.';
      throw new JawortError('ERR_UNAVAILABLE', message, { cause });
    }
  }
}
