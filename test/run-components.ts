import { startTestRunner, type TestSession } from '@web/test-runner';
import { relative } from 'node:path';
import { add, failure, inWords, nothing, success, type Tally } from './run-tally.ts';

type Results = NonNullable<TestSession['testResults']>;
type Failure = TestSession['errors'][number];

/** Runs component tests with web-test-runner in the machine's Chromium and counts single tests. */
export async function runComponents(files: readonly string[], say: (line: string) => void): Promise<Tally> {
  let tally = nothing;
  const report = ({
    sessionsForTestFile: sessions,
  }: {
    readonly sessionsForTestFile: TestSession[];
  }): void => {
    for (const session of sessions) {
      const ofFile = tallyOf(session);
      say(`  ${relative('', session.testFile)}  ${inWords(ofFile)}`);
      tally = add(tally, ofFile);
    }
  };
  const runner = await startTestRunner({
    config: { files: [...files], staticLogging: true, reporters: [{ reportTestFileResults: report }] },
    readCliArgs: false,
    autoExitProcess: false,
  });
  if (runner === undefined) return failure('web-test-runner did not start; it says why above.');
  await new Promise((resolve) => runner.on('stopped', resolve));
  return tally;
}

function tallyOf({ testFile, testResults, errors, request404s, logs }: TestSession): Tally {
  const file = relative('', testFile);
  const broken = errors.map((error) => failure(`${file}\n${inFull(error)}`)).reduce(add, nothing);
  const tests = testResults === undefined ? nothing : tallyResults(testResults, [file]);
  const tally = add(broken, tests);
  if (tally.passed + tally.failed + tally.skipped === 0) return failure(`${file}\nThis file ran no test.`);
  if (tally.failed === 0) return tally;
  const context = [...request404s.map((path) => `404: ${path}`), ...logs.map((log) => log.join(' '))];
  return context.length === 0
    ? tally
    : { ...tally, failures: [...tally.failures, `${file} printed:\n${context.join('\n')}`] };
}

function tallyResults({ suites, tests }: Results, path: readonly string[]): Tally {
  const own = tests.map(({ name, passed, skipped, error }) => {
    if (skipped) return { ...nothing, skipped: 1 };
    return passed ? success : failure(`${[...path, name].join(' › ')}\n${inFull(error)}`);
  });
  const nested = suites.map((suite) => tallyResults(suite, [...path, suite.name]));
  return [...own, ...nested].reduce(add, nothing);
}

function inFull(error: Failure | undefined): string {
  if (error === undefined) return 'No reason was given.';
  const { name = 'Error', message, stack = '', expected, actual } = error;
  const values = expected === undefined ? '' : `\n  expected ${expected}\n  actual   ${String(actual)}`;
  return `${name}: ${message}${values}\n${stack}`;
}
