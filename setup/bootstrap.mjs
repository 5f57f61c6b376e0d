// Runs under the machine's own Node, before anything is installed: plain JavaScript without dependencies.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

const OLDEST_NODE = [20, 0];
const OLDEST_NPM = [10, 0];
const OLDEST_NODE_FOR_SOURCES = [22, 18];

/** Set-up cannot go on; the message says why and which command to type. */
export class Halt extends Error {}

/**
 * The command that installs exactly what the lock file says, without running anybody's install script.
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, string[]]}
 */
export function npmCommand(env) {
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npm = env['npm_execpath'];
  return npm ? [process.execPath, [npm, ...args]] : ['npm', args];
}

/**
 * @param {string} node the version of the Node that runs this
 * @param {string | undefined} userAgent what npm says of itself to its scripts, as in `npm/11.19.1 node/v20.20.2`
 */
export function ensureVersions(node, userAgent) {
  if (!atLeast(node, OLDEST_NODE)) {
    throw new Halt(
      `This is Node ${node}; Jawort needs 20 or later. Install one from https://nodejs.org, then type the same command again.`,
    );
  }
  const npm = /^npm\/(\S+)/.exec(userAgent ?? '')?.[1];
  if (npm && !atLeast(npm, OLDEST_NPM)) {
    throw new Halt(`This is npm ${npm}; Jawort needs 10 or later. Type:\n\n  npm install --global npm@11\n`);
  }
}

/**
 * Installs the packages unless the last install of this lock file on this kind of machine was finished. The stamp that
 * says so is taken away first and written last, so an interrupted install is done again from the start.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.machine
 * @param {() => Promise<number>} options.install resolves to npm's exit code
 * @param {(line: string) => void} options.say
 */
export async function ensureInstalled({ root, machine, install, say }) {
  const stamp = join(root, 'node_modules', '.jawort-installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const wanted = `${machine} ${lock}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing packages with "npm ci --ignore-scripts", about a minute …');
  rmSync(stamp, { force: true });
  const code = await install();
  if (code !== 0) {
    throw new Halt(
      'The packages could not be installed, npm says why above. To try again, type the same command.',
    );
  }
  writeFileSync(stamp, wanted);
}

/**
 * The Node that everything else runs on: the one that the lock file pins, elsewhere the user's own.
 * @param {string} root
 * @param {{ platform: string, arch: string, version: string, execPath: string }} machine
 */
export function pinnedNode(root, machine = ownMachine()) {
  const pinned = join(root, 'node_modules', `node-${machine.platform}-${machine.arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  if (atLeast(machine.version, OLDEST_NODE_FOR_SOURCES)) return machine.execPath;
  throw new Halt(
    `Jawort brings its own Node for Linux on x64 and arm64 only. Here (${machine.platform}-${machine.arch}) it needs ` +
      `Node 22.18 or later and this is ${machine.version}. Install it from https://nodejs.org, or type:\n\n  npx node@24 setup/run.mjs start\n`,
  );
}

const ownMachine = () => ({
  platform: process.platform,
  arch: process.arch,
  version: process.versions.node,
  execPath: process.execPath,
});

/**
 * Runs a TypeScript file of this repository with `node` first on the PATH.
 * @param {string} node
 * @param {string[]} args
 * @param {string} root
 */
export function runScript(node, args, root) {
  const PATH = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  return runToEnd(node, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    env: { ...process.env, PATH },
  });
}

/**
 * Runs a command on this terminal, passes signals on to it and resolves to its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function runToEnd(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    // At a terminal Ctrl-C reaches the child by itself; passed on as well, it would count as a second one.
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    process.on('SIGHUP', () => child.kill('SIGHUP'));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}

/**
 * @param {string} version
 * @param {number[]} oldest major and minor
 */
function atLeast(version, oldest) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
