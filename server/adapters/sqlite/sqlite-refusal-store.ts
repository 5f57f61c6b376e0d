import type { ConversationId, ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import type { RefusalStore } from '../../ports/store.ts';
import { translated, writing, type Database } from './writing.ts';

export class SqliteRefusalStore implements RefusalStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  refuse(conversation: ConversationId, party: ParticipantId, request: RequestId): Promise<void> {
    return writing(this.#database, async (database) => {
      await database
        .insertInto('refusals')
        .values({ conversation, party, request })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  hasRefused(conversation: ConversationId, party: ParticipantId, request: RequestId): Promise<boolean> {
    return translated(async () => {
      const row = await this.#database
        .selectFrom('refusals')
        .select('request')
        .where('conversation', '=', conversation)
        .where('party', '=', party)
        .where('request', '=', request)
        .executeTakeFirst();
      return row !== undefined;
    });
  }
}
