#!/usr/bin/env node
// Runs under the machine's own Node, before anything is installed: plain JavaScript without dependencies.
import { arch, platform } from 'node:process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Halt,
  ensureInstalled,
  ensureVersions,
  npmCommand,
  pinnedNode,
  runScript,
  runToEnd,
} from './bootstrap.mjs';

const SCRIPTS = new Map([
  ['start', ['setup/start.ts']],
  ['test', ['setup/test.ts']],
  ['bench', ['setup/prepared.ts', 'test/bench/run.ts']],
  ['screenshots', ['setup/prepared.ts', 'test/screenshots.ts']],
]);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task = 'start', ...args] = process.argv.slice(2);

try {
  const script = SCRIPTS.get(task);
  if (!script) throw new Halt(`There is no task "${task}". There are: ${[...SCRIPTS.keys()].join(', ')}.`);
  ensureVersions(process.versions.node, process.env['npm_config_user_agent']);
  await ensureInstalled({
    root,
    machine: `${platform}-${arch}`,
    install: () => runToEnd(...npmCommand(process.env), { cwd: root }),
    say: console.log,
  });
  process.exitCode = await runScript(pinnedNode(root), [...script, ...args], root);
} catch (error) {
  if (!(error instanceof Halt)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
