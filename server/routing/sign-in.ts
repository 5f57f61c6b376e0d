import type { AgentId } from '@jawort/shared/domain/ids';
import { PersonName } from '@jawort/shared/domain/records';
import { Login } from '@jawort/shared/protocol/http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import * as v from 'valibot';
import { JawortError } from '../error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { AgentRecord, AgentStore } from '../ports/store.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { hashSession, sessionMs } from './session-cookie.ts';

export type SignInParts = { readonly agents: AgentStore; readonly clock: Clock; readonly ids: Ids };

const quarterHour = 15 * 60;

/** Agents' accounts and sessions. */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #perLogin = new RateLimiterMemory({ points: 10, duration: quarterHour });
  readonly #perAddress = new RateLimiterMemory({ points: 100, duration: quarterHour });
  readonly #nobody: Promise<string>;

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#nobody = hashPassword(parts.ids.secret());
  }

  async addAgent(login: string, name: string, password: string): Promise<void> {
    const { agents, ids } = this.#parts;
    expectValid('login', Login.entries.login, login);
    const trimmed = expectValid('name', PersonName, name);
    if (await agents.findByLogin(login))
      throw new JawortError('ERR_INVALID', `There is an agent "${login}" already.`, { field: 'login' });
    const passwordHash = await hashPassword(password);
    await agents.create({ id: ids.next() as AgentId, login, name: trimmed, passwordHash });
  }

  /** Opens a session; `secret` goes into the cookie and nowhere else. */
  async signIn(
    login: string,
    password: string,
    address: string,
  ): Promise<{ readonly agent: AgentRecord; readonly secret: string }> {
    const attempt = `${address} ${login.toLowerCase()}`;
    await limit(this.#perAddress, address);
    await limit(this.#perLogin, attempt);
    const agent = await this.#verify(login, password);
    await this.#perLogin.delete(attempt);
    return { agent, secret: await this.#openSession(agent) };
  }

  async signOut(session: string): Promise<void> {
    await this.#parts.agents.closeSession(session);
  }

  /** The agent of a session, or `null`. */
  async who(session: string | null): Promise<AgentRecord | null> {
    if (session === null) return null;
    const { agents, clock } = this.#parts;
    const id = await agents.findSession(session, clock.now().toISOString());
    return id === null ? null : agents.find(id);
  }

  // An unknown login takes as long as a wrong password, so that nobody learns which logins there are.
  async #verify(login: string, password: string): Promise<AgentRecord> {
    const agent = await this.#parts.agents.findByLogin(login);
    const matches = await isPassword(password, agent?.passwordHash ?? (await this.#nobody));
    if (agent && matches) return agent;
    throw new JawortError('ERR_LOGIN_FAILED', 'Login or password is wrong.');
  }

  async #openSession(agent: AgentRecord): Promise<string> {
    const { agents, clock, ids } = this.#parts;
    const secret = ids.secret();
    const until = new Date(clock.now().getTime() + sessionMs).toISOString();
    await agents.openSession(hashSession(secret), agent.id, until);
    return secret;
  }
}

async function limit(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new JawortError('ERR_RATE_LIMITED', 'Too many attempts. Wait and try again.', {
      retryAfterMs: error.msBeforeNext,
    });
  }
}

function expectValid(field: string, schema: v.GenericSchema<string>, value: string): string {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new JawortError('ERR_INVALID', `The ${field} cannot be used: ${parsed.issues[0].message}.`, {
    field,
  });
}
