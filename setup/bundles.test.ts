import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ensureBundles } from './bundles.ts';

let root: string;
let builds: number;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jawort-bundles-'));
  builds = 0;
  mkdirSync(join(root, 'widget', 'dist'), { recursive: true });
  writeFileSync(join(root, 'widget', 'loader.ts'), 'export {};');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

async function build(): Promise<void> {
  builds += 1;
  writeFileSync(join(root, 'widget', 'dist', 'jawort.js'), '');
}

const ensure = (how = build): Promise<void> =>
  ensureBundles(
    { root, sources: ['widget/**/*.ts'], outputs: ['widget/dist/jawort.js'], build: how },
    () => {},
  );

describe('bundles', () => {
  it('are built once for the same sources', async () => {
    await ensure();
    await ensure();
    assert.equal(builds, 1);
  });

  it('are built again when a source changed, came or went, but not for a test', async () => {
    await ensure();
    writeFileSync(join(root, 'widget', 'loader.ts'), 'export const loaded = true;');
    await ensure();
    writeFileSync(join(root, 'widget', 'host.ts'), '');
    await ensure();
    rmSync(join(root, 'widget', 'host.ts'));
    await ensure();
    writeFileSync(join(root, 'widget', 'loader.test.ts'), '');
    await ensure();
    assert.equal(builds, 4);
  });

  it('are built again when they were taken away', async () => {
    await ensure();
    rmSync(join(root, 'widget', 'dist', 'jawort.js'));
    await ensure();
    assert.equal(builds, 2);
  });

  it('are built again after a build that was interrupted half-way', async () => {
    await ensure();
    writeFileSync(join(root, 'widget', 'loader.ts'), 'export const half = true;');
    await assert.rejects(
      ensure(async () => {
        await build();
        throw new Error('interrupted');
      }),
    );
    writeFileSync(join(root, 'widget', 'loader.ts'), 'export {};');
    await ensure();
    assert.equal(builds, 3);
  });
});
