import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../setup/run-command.ts';
import type { Tally } from './run-tally.ts';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'jawort-runner-'));
});

after(() => {
  rmSync(folder, { recursive: true });
});

/** Runs one test file as the test command does, in a process of its own because node:test does not nest. */
async function tallyOf(source: string): Promise<Tally> {
  const file = join(folder, 'a.test.mjs');
  writeFileSync(file, `import { describe, it } from 'node:test';\n${source}`);
  const runner = join(folder, 'runner.mjs');
  const program = `
    import { runNodeTests } from '${pathToFileURL(join(import.meta.dirname, 'run-node-tests.ts')).href}';
    const options = { concurrency: 1, testTimeout: 500, wholeTimeout: 10_000, say() {} };
    console.log(JSON.stringify(await runNodeTests(['${file}'], options)));`;
  writeFileSync(runner, program);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { output } = await runCommand(process.execPath, [runner], { env });
  return JSON.parse(output) as Tally;
}

describe('the test command', () => {
  it('counts single tests, not the suites around them', async () => {
    const { passed, failed, skipped } = await tallyOf(`describe('a', () => {
      it('passes', () => {});
      it('fails', () => { throw new Error('because'); });
      it.skip('waits', () => {});
    });`);
    assert.deepEqual({ passed, failed, skipped }, { passed: 1, failed: 1, skipped: 1 });
  });

  it('shows a failure with its place, its reason and what the file printed', async () => {
    const { failures } = await tallyOf(`describe('outer', () => describe('inner', () => {
      it('passes', () => {});
      it('fails', () => { console.log('a clue'); throw new Error('because'); });
    }));`);
    assert.match(failures[0] ?? '', /a\.test\.mjs › outer › inner › fails\nError: because/);
    assert.match(failures[1] ?? '', /a clue/);
  });

  it('fails a file that cannot be loaded, or that has no test', async () => {
    assert.equal((await tallyOf(`import './missing.mjs';`)).failed, 1);
    assert.equal((await tallyOf('')).failed, 1);
  });

  it('fails a test that does not end in time', async () => {
    const { failed } = await tallyOf(
      `it('hangs', () => new Promise((resolve) => setTimeout(resolve, 2_000)));`,
    );
    assert.equal(failed, 1);
  });

  it('fails the suite whose preparation fails', async () => {
    const { failed } = await tallyOf(`import { before } from 'node:test';
      describe('a', () => { before(() => { throw new Error('no database'); }); it('passes', () => {}); });`);
    assert.ok(failed >= 1);
  });
});
