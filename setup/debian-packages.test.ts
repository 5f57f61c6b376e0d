import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ensurePackages, type PackageManager } from './debian-packages.ts';
import { SetupStop } from './setup-stop.ts';

type Machine = {
  readonly available?: boolean;
  readonly permitted?: boolean;
  readonly failure?: string;
};

/** A Debian on which `strace` is installed and nothing else. */
function debian({ available = true, permitted = true, failure }: Machine = {}) {
  const installed = new Set(['strace']);
  const manager: PackageManager = {
    available,
    permitted,
    missing: async (packages) => packages.filter((name) => !installed.has(name)),
    install: async (packages) => {
      if (failure === undefined) for (const name of packages) installed.add(name);
      return failure;
    },
  };
  return { installed, manager };
}

const quiet = (): void => {};

describe('Debian packages', () => {
  it('are installed by root, the missing ones alone, and said beforehand', async () => {
    const { installed, manager } = debian();
    const said: string[] = [];
    await ensurePackages(['strace', 'ffmpeg'], 'the tests', (line) => said.push(line), manager);
    assert.deepEqual([...installed], ['strace', 'ffmpeg']);
    assert.deepEqual(said, ['Installing Debian packages for the tests: ffmpeg']);
  });

  it('are left to the user elsewhere, with the command to type', async () => {
    const { installed, manager } = debian({ permitted: false });
    await assert.rejects(
      ensurePackages(['strace', 'ffmpeg', 'chromium'], 'the tests', quiet, manager),
      (error: SetupStop) =>
        error instanceof SetupStop && /sudo .*apt-get install -y .* ffmpeg chromium$/m.test(error.message),
    );
    assert.deepEqual([...installed], ['strace']);
  });

  it('need no rights when they are all there', async () => {
    await ensurePackages(['strace'], 'the tests', quiet, debian({ permitted: false }).manager);
  });

  it('that cannot be installed are told with what apt-get said', async () => {
    const { manager } = debian({ failure: 'E: Unable to locate package ffmpeg' });
    await assert.rejects(ensurePackages(['ffmpeg'], 'the tests', quiet, manager), {
      name: 'SetupStop',
      message: /Unable to locate package ffmpeg[^]*apt-get install -y .* ffmpeg/,
    });
  });

  it('are named on another system', async () => {
    const { manager } = debian({ available: false });
    await assert.rejects(ensurePackages(['ffmpeg'], 'the tests', quiet, manager), /Debian calls ffmpeg/);
  });
});
