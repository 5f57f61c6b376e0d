import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../test/support/temporary-store.ts';
import { systemIds } from '../adapters/system/system-ids.ts';
import { JawortError } from '../error.ts';
import { hashSession } from './session-cookie.ts';
import { SignIn } from './sign-in.ts';

const [here, elsewhere] = ['203.0.113.7', '203.0.113.8'];
const quarterHour = 15 * 60_000;

let clock: FakeClock;
let under: TemporaryStore;
let signIn: SignIn;

async function open(): Promise<void> {
  clock = new FakeClock();
  under = await openTemporaryStore(clock);
  signIn = new SignIn({ agents: under.store.agents, clock, ids: systemIds });
}

async function openWithAgent(): Promise<void> {
  await open();
  await signIn.addAgent('ayse', 'Ayşe Yılmaz', 'her password');
}

describe('signing in', () => {
  beforeEach(openWithAgent);
  afterEach(() => under.remove());

  async function refusalOf(asked: Promise<unknown>): Promise<JawortError> {
    const error = await asked.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof JawortError);
    return error;
  }

  const codeOf = async (login: string, password: string, address = here) =>
    (await refusalOf(signIn.signIn(login, password, address))).code;

  it('opens a session for who knows the password, however the login is written', async () => {
    for (const login of ['ayse', 'AYSE']) {
      const { agent, secret } = await signIn.signIn(login, 'her password', here);
      assert.deepEqual([agent.login, agent.name], ['ayse', 'Ayşe Yılmaz']);
      assert.deepEqual(await signIn.who(hashSession(secret)), agent);
    }
  });

  it('stores an Argon2id string of the password, never the same twice', async () => {
    await signIn.addAgent('jonas', 'Jonas Weber', 'her password');
    const { agents } = under.store;
    const stored = await Promise.all(['ayse', 'jonas'].map((login) => agents.findByLogin(login)));
    const [one = '', other = ''] = stored.map((agent) => agent?.passwordHash);
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43,}$/);
    assert.notEqual(one, other);
  });

  it('keeps of a session’s secret the hash alone', async () => {
    const { secret } = await signIn.signIn('ayse', 'her password', here);
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(await signIn.who(secret), null);
    const now = clock.now().toISOString();
    assert.equal(await under.store.agents.findSession(secret, now), null);
    assert.notEqual(await under.store.agents.findSession(hashSession(secret), now), null);
  });

  it('refuses a wrong password and an unknown login alike', async () => {
    const [wrong, unknown] = await Promise.all([
      refusalOf(signIn.signIn('ayse', 'another password', here)),
      refusalOf(signIn.signIn('nobody', 'her password', here)),
    ]);
    assert.equal(wrong.code, 'ERR_LOGIN_FAILED');
    assert.deepEqual(
      [unknown.code, unknown.message, unknown.detail],
      [wrong.code, wrong.message, wrong.detail],
    );
  });

  it('refuses an unknown login no sooner than a wrong password', async () => {
    const [wrong, unknown] = [
      await quickest(() => codeOf('ayse', 'wrong')),
      await quickest(() => codeOf('x', 'wrong')),
    ];
    assert.ok(unknown > wrong / 2, `${unknown} ms, and ${wrong} ms for a login that there is`);
  });

  it('refuses a password that is nearly right', async () => {
    for (const password of ['', 'Her password', 'her password ', 'her passwor'])
      assert.equal(await codeOf('ayse', password), 'ERR_LOGIN_FAILED', password);
  });

  it('takes ten tries at a login from an address, then none until the time that it tells', async (context) => {
    context.mock.timers.enable({ apis: ['Date', 'setTimeout'] });
    for (let attempt = 0; attempt < 10; attempt++)
      assert.equal(await codeOf(attempt % 2 ? 'ayse' : 'Ayse', 'wrong'), 'ERR_LOGIN_FAILED');
    context.mock.timers.tick(60_000);
    const { code, detail } = await refusalOf(signIn.signIn('ayse', 'her password', here));
    assert.deepEqual([code, detail], ['ERR_RATE_LIMITED', { retryAfterMs: quarterHour - 60_000 }]);
    context.mock.timers.tick(quarterHour - 60_001);
    assert.equal(await codeOf('ayse', 'her password'), 'ERR_RATE_LIMITED');
    context.mock.timers.tick(1);
    await signIn.signIn('ayse', 'her password', here);
  });

  it('is held up neither by tries from elsewhere nor by tries at other logins', async () => {
    for (let attempt = 0; attempt < 11; attempt++) await codeOf('ayse', 'wrong', elsewhere);
    assert.equal(await codeOf('ayse', 'her password', elsewhere), 'ERR_RATE_LIMITED');
    assert.equal(await codeOf('nobody', 'wrong', elsewhere), 'ERR_LOGIN_FAILED');
    await signIn.signIn('ayse', 'her password', here);
  });

  it('forgets the tries that failed when one succeeds', async () => {
    for (let round = 0; round < 2; round++) {
      for (let attempt = 0; attempt < 9; attempt++) await codeOf('ayse', 'wrong');
      await signIn.signIn('ayse', 'her password', here);
    }
  });

  it('takes a hundred tries from an address, whatever the login, then none until the time that it tells', async () => {
    for (let attempt = 0; attempt < 100; attempt++) await codeOf('nobody', 'wrong');
    const { code, detail } = await refusalOf(signIn.signIn('ayse', 'her password', here));
    assert.equal(code, 'ERR_RATE_LIMITED');
    const { retryAfterMs = 0 } = detail;
    assert.ok(retryAfterMs > quarterHour - 60_000 && retryAfterMs <= quarterHour);
    await signIn.signIn('ayse', 'her password', elsewhere);
  });
});

/** The least of some times in milliseconds, which a busy machine alters least. */
async function quickest(task: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await task();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

describe('a session', () => {
  beforeEach(openWithAgent);
  afterEach(() => under.remove());

  async function begin(): Promise<string> {
    return hashSession((await signIn.signIn('ayse', 'her password', here)).secret);
  }

  it('lasts twelve hours, and no longer', async () => {
    const session = await begin();
    clock.advance(12 * 3_600_000 - 1);
    assert.equal((await signIn.who(session))?.login, 'ayse');
    clock.advance(1);
    assert.equal(await signIn.who(session), null);
  });

  it('ends when its agent signs out, and no other with it', async () => {
    const [session, other] = [await begin(), await begin()];
    await signIn.signOut(session);
    await signIn.signOut(session);
    assert.equal(await signIn.who(session), null);
    assert.equal((await signIn.who(other))?.login, 'ayse');
  });

  it('is nobody’s where there is none', async () => {
    assert.equal(await signIn.who(null), null);
    assert.equal(await signIn.who(hashSession('x')), null);
  });
});

describe('making an account', () => {
  beforeEach(open);
  afterEach(() => under.remove());

  it('refuses a login or a name that cannot be used, by its field', async () => {
    for (const [login, name, field] of [
      ['', 'Ayşe', 'login'],
      ['a'.repeat(81), 'Ayşe', 'login'],
      ['ayse', '', 'name'],
      ['ayse', '   ', 'name'],
      ['ayse', 'A'.repeat(81), 'name'],
    ] as const)
      await assert.rejects(signIn.addAgent(login, name, 'x'), { code: 'ERR_INVALID', detail: { field } });
    assert.equal(await under.store.agents.count(), 0);
  });

  it('refuses a login that there is, however it is written', async () => {
    await signIn.addAgent('ayse', 'Ayşe', 'x');
    const again = signIn.addAgent('Ayse', 'Ayşe', 'y');
    await assert.rejects(again, { code: 'ERR_INVALID', detail: { field: 'login' } });
    assert.equal(await under.store.agents.count(), 1);
    await signIn.signIn('ayse', 'x', here);
  });

  it('takes the longest login and name, and the name without the space around it', async () => {
    await signIn.addAgent('a'.repeat(80), ` ${'A'.repeat(80)} `, 'x');
    const { agent } = await signIn.signIn('a'.repeat(80), 'x', here);
    assert.equal(agent.name, 'A'.repeat(80));
  });
});
