import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { runCheck, typeChecks, type Check } from './run-check.ts';
import { runComponents } from './run-components.ts';
import { runNodeTests } from './run-node-tests.ts';
import { add, failure, inWords, nothing, seconds, type Tally } from './run-tally.ts';

type Say = (line: string) => void;

type TestStage = {
  readonly name: string;
  readonly files: readonly string[];
  readonly except?: readonly string[];
  readonly needsBundles: boolean;
  readonly run: (files: readonly string[], say: Say) => Promise<Tally>;
};

/** What is needed by some stages alone; the test command provides it, each at most once. */
export type Preparations = {
  readonly tools: () => Promise<void>;
  readonly bundles: () => Promise<void>;
};

const MINUTE = 60_000;

const checks: readonly Check[] = [
  ...typeChecks,
  { name: 'lint', command: 'eslint', args: ['.'] },
  { name: 'format', command: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  { name: 'knip', command: 'knip', args: ['--no-progress'] },
];

const sizes: Check = { name: 'sizes', command: 'size-limit', args: [] };

const testStages: readonly TestStage[] = [
  {
    name: 'unit',
    files: ['{shared,server,setup,examples}/**/*.test.ts', 'test/**/*.test.ts'],
    except: ['test/{e2e,faults}/**'],
    needsBundles: false,
    run: (files, say) =>
      runNodeTests(files, {
        concurrency: availableParallelism(),
        testTimeout: MINUTE,
        wholeTimeout: 10 * MINUTE,
        say,
      }),
  },
  {
    name: 'components',
    files: ['{widget,console}/**/*.test.ts'],
    needsBundles: false,
    run: runComponents,
  },
  { name: 'e2e', files: ['test/e2e/**/*.test.ts'], needsBundles: true, run: runOneByOne },
  { name: 'faults', files: ['test/faults/**/*.test.ts'], needsBundles: true, run: runOneByOne },
];

function runOneByOne(files: readonly string[], say: Say): Promise<Tally> {
  return runNodeTests(files, { concurrency: 1, testTimeout: 3 * MINUTE, wholeTimeout: 20 * MINUTE, say });
}

type Plan = {
  readonly checks: readonly Check[];
  readonly sizes: boolean;
  readonly tests: readonly { readonly stage: TestStage; readonly files: readonly string[] }[];
};

/** Runs all stages, or those and the test files that the filters name; a stage that fails does not stop the others. */
export async function runStages(filters: readonly string[], prepare: Preparations, say: Say): Promise<Tally> {
  const plan = await planFor(filters);
  if (plan.tests.length > 0) await prepare.tools();
  let total = await runChecks(plan.checks, say);
  const needsBundles = plan.sizes || plan.tests.some(({ stage }) => stage.needsBundles);
  const bundles = needsBundles ? await stage('bundles', say, () => built(prepare.bundles)) : nothing;
  total = add(total, bundles);
  const unbuilt = bundles.failed > 0;
  if (plan.sizes)
    total = add(total, await stage('sizes', say, () => (unbuilt ? notBuilt('sizes') : runCheck(sizes))));
  for (const {
    stage: { name, needsBundles: needs, run },
    files,
  } of plan.tests) {
    const tally = await stage(name, say, () => (needs && unbuilt ? notBuilt(name) : run(files, say)));
    total = add(total, tally);
  }
  return total;
}

async function planFor(filters: readonly string[]): Promise<Plan> {
  const named = (name: string): boolean =>
    filters.length === 0 || filters.includes(name.split(' ')[0] ?? name);
  const tests = await Promise.all(
    testStages.map(async (stage) => {
      const all = await filesOf(stage);
      const chosen = all.filter((file) => filters.some((filter) => file.includes(filter)));
      return { stage, files: named(stage.name) ? all : chosen };
    }),
  );
  return {
    checks: checks.filter(({ name }) => named(name)),
    sizes: named('sizes'),
    tests: tests.filter(({ files }) => files.length > 0),
  };
}

async function filesOf({ files, except = [] }: TestStage): Promise<readonly string[]> {
  const found: string[] = [];
  const exclude = ['**/node_modules/**', '**/dist/**', ...except];
  for await (const file of glob([...files], { exclude })) found.push(resolve(file));
  return found.sort();
}

/** Checks are single processes that print nothing on the way, so two can share the machine. */
async function runChecks(queue: readonly Check[], say: Say): Promise<Tally> {
  const waiting = queue.values();
  const lane = async (): Promise<Tally> => {
    let tally = nothing;
    for (const check of waiting) tally = add(tally, await stage(check.name, say, () => runCheck(check)));
    return tally;
  };
  const lanes = await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return lanes.reduce(add, nothing);
}

async function stage(name: string, say: Say, run: () => Promise<Tally> | Tally): Promise<Tally> {
  const start = performance.now();
  const tally = await run();
  say(`${tally.failed > 0 ? '✖' : '✔'} ${name}  ${inWords(tally)}  ${seconds(performance.now() - start)}`);
  return tally;
}

async function built(build: () => Promise<void>): Promise<Tally> {
  try {
    await build();
    return { ...nothing, passed: 1 };
  } catch (error) {
    return failure(`bundles\n${String(error)}`);
  }
}

const notBuilt = (name: string): Tally =>
  failure(`${name}\nNot run, because the bundles could not be built.`);
