import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

const preparedAtMost = 200;

/** Kysely's SQLite dialect over Node's own SQLite. */
export function nodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  return new SqliteDialect({ database: new NodeSqliteDatabase(database) });
}

class NodeSqliteDatabase implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  prepare(sql: string): SqliteStatement {
    // SQLite has rolled back by itself after some errors, a full disk among them, and then refuses a second one.
    if (sql === 'rollback' && !this.#database.isTransaction) return nothing;
    return this.#prepared.get(sql) ?? this.#keep(sql, toStatement(this.#database.prepare(sql)));
  }

  #keep(sql: string, statement: SqliteStatement): SqliteStatement {
    if (this.#prepared.size >= preparedAtMost) this.#prepared.clear();
    this.#prepared.set(sql, statement);
    return statement;
  }
}

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function toStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    // Node gives rows without a prototype, which compare unequal to every other object.
    all: (values) => statement.all(...(values as SQLInputValue[])).map((row) => ({ ...row })),
    run: (values) => statement.run(...(values as SQLInputValue[])),
    iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
  };
}
