import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { JawortError } from '../../error.ts';
import type { Database } from './writing.ts';

/** Brings the database to the newest form, each step in a transaction of its own. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new JawortError('ERR_STORE_FAILED', 'The database could not be brought to its newest form.', {
    cause: error,
  });
}

const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': { up: (database: Database) => runAll(database, first) },
};

async function runAll(database: Database, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const appendOnly = (table: string): readonly string[] =>
  ['update', 'delete'].map(
    (change) => `create trigger ${table}_no_${change} before ${change} on ${table}
      begin select raise(abort, '${table} are append-only'); end`,
  );

const first: readonly string[] = [
  `create table conversations (
    id text primary key, site text not null, topic text not null, locale text not null,
    state text not null check (state in ('waiting', 'open', 'closed')),
    opened_at text not null, updated_at text not null, visitor text not null, token_hash text not null unique,
    agent_id text references agents (id), agent_ref text, head integer not null default 0) strict`,
  `create index conversations_by_state on conversations (state, updated_at)`,
  `create index conversations_by_agent on conversations (agent_id, updated_at)`,
  `create table conversation_keys (
    conversation text primary key references conversations (id), wrapped blob not null) strict`,
  `create table participants (
    conversation text not null references conversations (id), ref text not null,
    role text not null check (role in ('visitor', 'agent')), name blob,
    primary key (conversation, ref)) strict, without rowid`,
  `create table messages (
    conversation text not null references conversations (id), seq integer not null check (seq > 0), id text not null,
    author text not null, text blob not null, at text not null,
    primary key (conversation, seq), unique (conversation, id)) strict`,
  `create table markers (
    conversation text not null references conversations (id), participant text not null,
    delivered integer not null, read integer not null,
    primary key (conversation, participant)) strict, without rowid`,
  `create table events (
    conversation text not null, seq integer not null check (seq > 0), jws text not null, statement text,
    primary key (conversation, seq)) strict`,
  ...appendOnly('events'),
  `create table nonces (nonce text primary key, conversation text not null, seq integer not null) strict`,
  `create table open_calls (conversation text primary key) strict`,
  `create table refusals (
    conversation text not null, party text not null, request text not null,
    primary key (conversation, party, request)) strict, without rowid`,
  `create table notices (
    position integer primary key autoincrement, id text not null, version text not null, languages text not null,
    unique (id, version)) strict`,
  ...appendOnly('notices'),
  `create table notice_documents (hash text primary key, text text not null) strict`,
  ...appendOnly('notice_documents'),
  `create table agents (
    id text primary key, login text not null unique collate nocase, name text not null,
    password_hash text not null) strict`,
  `create table sessions (
    hash text primary key, agent text not null references agents (id), until text not null) strict`,
];
