import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

type Mutation = {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The test file, and the test in it that has to go red. */
  readonly in: string;
  readonly red: string;
};

const repository = join(import.meta.dirname, '../..');
const recorderTests = 'server/recording/recorder/recorder.test.ts';

const mutations: readonly Mutation[] = [
  {
    what: 'the second consent is not asked for',
    file: 'shared/gate/gate.ts',
    from: '[...call.parties].flatMap(',
    to: '[...call.parties].slice(0, 1).flatMap(',
    in: 'shared/gate/gate.test.ts',
    red: '[RG2] stays closed after one consent',
  },
  {
    what: "a statement's signature is not checked",
    file: 'shared/events/verify-chain.ts',
    from: "await verifyJws('jawort-consent+jws', jws, await thumbprint(key), key)",
    to: "JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString())",
    in: 'shared/events/verify-chain.test.ts',
    red: '[EV1] breaks when a consent is signed by another key than the party has bound, though the server countersigned it',
  },
  {
    what: 'the recorder believes the token without a look at the store',
    file: 'server/recording/recorder/gate-watch.ts',
    from: 'if (allows(events, this.#token)) return',
    to: 'return',
    in: recorderTests,
    red: '[RG9] and refuses a signed token when only one party has consented',
  },
  {
    what: 'nothing is held back',
    file: 'server/recording/recorder/hold-back.ts',
    from: '300_000_000n',
    to: '0n',
    in: recorderTests,
    red: '[RG1] keeps the newest 300 ms in memory and drops from there what came after the close',
  },
  {
    what: 'an open state is cached',
    file: 'server/recording/recorder/gate-watch.ts',
    from: "return version === this.#version ? { verdict: 'holds' } : this.check();",
    to: "return { verdict: 'holds' };",
    in: recorderTests,
    red: '[RG3] [RG4] reads the store again before it writes, and closes as of the event that closed the gate',
  },
  {
    what: 'a token may be used again',
    file: 'server/recording/recorder/verify-token.ts',
    from: 'used.note(token.id, now);',
    to: '',
    in: recorderTests,
    red: '[RG9] once, also where it was never told to close',
  },
  {
    what: 'a silent main still vouches for what comes',
    file: 'server/recording/recorder/session.ts',
    from: "if (lease.isLost) throw new Ending('lease-lost', 'main has been silent', lease.renewed);",
    to: '',
    in: recorderTests,
    red: '[RG9] writes nothing that came after the last renewal of its lease',
  },
];

describe('a named test goes red when', () => {
  for (const mutation of mutations) {
    it(`${mutation.what}: ${mutation.red}`, async () => {
      const report = await runMutated(mutation);
      const results = [...report.matchAll(/^ *(ok|not ok) \d+ - (.*)$/gm)].map(([, result, name]) => ({
        result,
        name,
      }));
      const named = results.filter(({ name }) => name?.replaceAll('\\', '') === mutation.red);
      assert.deepEqual(
        named.map(({ result }) => result),
        ['not ok'],
        report.slice(-4000),
      );
      assert.ok(
        results.some(({ result }) => result === 'ok'),
        'the whole run broke',
      );
    });
  }
});

function runMutated({ file, from, to, in: tests }: Mutation): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const hook = new URL('./mutation-hook.ts', import.meta.url).href;
  const options = {
    cwd: repository,
    env: { ...environment, MUTATION: JSON.stringify({ file, from, to }) },
    maxBuffer: 2 ** 24,
    timeout: 50_000,
  };
  const args = ['--import', hook, '--test-timeout=5000', '--test-reporter=tap', tests];
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}
