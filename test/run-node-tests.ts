import { once } from 'node:events';
import { relative } from 'node:path';
import { run, type EventData } from 'node:test';
import { inspect, stripVTControlCharacters } from 'node:util';
import { add, failure, inWords, nothing, seconds, success, type Tally } from './run-tally.ts';

export type NodeTestOptions = {
  readonly concurrency: number;
  /** The longest that one test may take, and all files together, in milliseconds. */
  readonly testTimeout: number;
  readonly wholeTimeout: number;
  readonly say: (line: string) => void;
};

type FileRun = {
  readonly output: string[];
  /** The names of the suites and tests that enclose the one that is reported. */
  readonly path: string[];
  tally: Tally;
};

const SHOWN_OUTPUT_LINES = 60;

/** Runs test files with node:test, a process per file, and counts single tests. */
export async function runNodeTests(
  files: readonly string[],
  { concurrency, testTimeout, wholeTimeout, say }: NodeTestOptions,
): Promise<Tally> {
  const runs = new Map(files.map((file) => [file, newRun()]));
  const runOf = (file: string | undefined): FileRun => runs.get(file ?? '') ?? newRun();
  const events = run({
    files: [...files],
    concurrency,
    timeout: testTimeout,
    signal: AbortSignal.timeout(wholeTimeout),
  });
  events
    .on('test:start', ({ file, nesting, name }) => runOf(file).path.splice(nesting, Infinity, name))
    .on('test:stdout', ({ file, message }) => runOf(file).output.push(stripVTControlCharacters(message)))
    .on('test:stderr', ({ file, message }) => runOf(file).output.push(stripVTControlCharacters(message)))
    .on('test:pass', (data) => count(runOf(data.file), passed(data)))
    .on('test:fail', (data) => count(runOf(data.file), failed(data, runOf(data.file))))
    .on('test:summary', ({ file, duration_ms: duration }) => {
      if (file !== undefined)
        say(`  ${relative('', file)}  ${inWords(runOf(file).tally)}  ${seconds(duration)}`);
    });
  await once(events.resume(), 'end');
  return [...runs].map(([file, { tally, output }]) => withOutput(file, tally, output)).reduce(add, nothing);
}

const newRun = (): FileRun => ({ output: [], path: [], tally: nothing });

function count(fileRun: FileRun, tally: Tally): void {
  fileRun.tally = add(fileRun.tally, tally);
}

function passed({ name, file, details, skip, todo }: EventData.TestPass): Tally {
  if (details.type === 'suite') return nothing;
  if (skip !== undefined || todo !== undefined) return { ...nothing, skipped: 1 };
  // Where a file has no test, node:test counts the file itself as one that passed.
  if (name === file) return failure(`${relative('', file)}\nThis file has no test.`);
  return success;
}

function failed({ details, file }: EventData.TestFail, { path }: FileRun): Tally {
  const { error } = details;
  if ('failureType' in error && error.failureType === 'subtestsFailed') return nothing;
  const title = [relative('', file ?? ''), ...path.filter((name) => name !== file)].join(' › ');
  const reason = typeof error.cause === 'string' ? error.cause : inspect(error.cause);
  return failure(`${title}\n${reason}`);
}

/** What a failed file printed is shown once, after its failures. */
function withOutput(file: string, tally: Tally, output: readonly string[]): Tally {
  const printed = output.join('').trimEnd().split('\n').slice(-SHOWN_OUTPUT_LINES).join('\n');
  if (tally.failed === 0 || printed === '') return tally;
  return { ...tally, failures: [...tally.failures, `${relative('', file)} printed, last:\n${printed}`] };
}
