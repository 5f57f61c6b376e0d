import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runCommand } from './run-command.ts';

const node = (program: string, onLine?: (line: string) => void) =>
  runCommand(process.execPath, ['-e', program], onLine === undefined ? {} : { onLine });

/** Starts a process that imports a module of this folder; `says` waits for a line of it. */
function start(module: string, program: string) {
  const url = pathToFileURL(`${import.meta.dirname}/${module}`).href;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', `const m = await import('${url}'); ${program}`],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const says = async (expected: string): Promise<string> => {
    let text = '';
    for await (const chunk of child.stdout) {
      text += String(chunk);
      if (text.includes(expected)) return text;
    }
    throw new Error(`it said only: ${text}`);
  };
  return { child, says, ended: once(child, 'exit') };
}

const waiting = `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('pid', process.pid)`;

describe('a command', () => {
  it('gives each line while it runs and all of them at its end', async () => {
    const lines: string[] = [];
    const result = await node(`console.log('one'); console.error('two')`, (line) => lines.push(line));
    assert.deepEqual(lines.sort(), ['one', 'two']);
    assert.equal(result.succeeded, true);
    assert.deepEqual(result.output.split('\n').sort(), ['one', 'two']);
  });

  it('that fails or does not exist did not succeed', async () => {
    assert.equal((await node('process.exit(3)')).succeeded, false);
    const { succeeded, output } = await runCommand('no-such-command', []);
    assert.equal(succeeded, false);
    assert.match(output, /ENOENT/);
  });

  it('is stopped when set-up is stopped', async () => {
    const program = `await m.runCommand(process.execPath, ['-e', ${JSON.stringify(waiting)}], { onLine: console.log })
      .catch((error) => { console.log(error.name); });`;
    const { child, says, ended } = start('run-command.ts', program);
    const pid = Number(/pid (\d+)/.exec(await says('pid'))?.[1]);
    child.kill('SIGTERM');
    assert.equal((await ended)[0], 0);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});

describe('the bootstrap', () => {
  it('passes SIGTERM on and ends as its child ends', async () => {
    const program = `process.exitCode = await m.runToEnd(process.execPath, ['-e', ${JSON.stringify(waiting)}], {})`;
    const { child, says, ended } = start('bootstrap.mjs', program);
    await says('pid');
    child.kill('SIGTERM');
    assert.equal((await ended)[0], 7);
  });

  it('ends like a shell does when its child was killed', async () => {
    const program = `process.exitCode = await m.runToEnd(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'], {})`;
    assert.equal((await start('bootstrap.mjs', program).ended)[0], 137);
  });
});
