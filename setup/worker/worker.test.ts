import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ninjaProgress } from './build-worker.ts';
import { prebuiltAddress } from './download-worker.ts';
import { patchSources } from './patch-sources.ts';
import { provideWorker } from './provide-worker.ts';
import { workerShakesHands, workerStarts } from './worker-answers.ts';
import { makeWorker } from './worker-folder.ts';
import { workerRelease } from './worker-release.ts';

let cache: string;

before(() => {
  cache = mkdtempSync(join(tmpdir(), 'jawort-worker-'));
});

after(() => {
  rmSync(cache, { recursive: true });
});

const release = () => workerRelease({ XDG_CACHE_HOME: cache });
const worker = process.env['MEDIASOUP_WORKER_BIN'] ?? workerRelease(process.env).binary;

describe('the mediasoup worker', () => {
  it('is cached by version and kind of machine in the user’s cache folder', () => {
    const { binary, version, target } = release();
    assert.equal(binary, join(cache, 'jawort', `mediasoup-worker-${version}-${target}`));
    assert.match(workerRelease({ XDG_CACHE_HOME: '' }).binary, /\.cache\/jawort\/mediasoup-worker-/);
  });

  it('is looked for where mediasoup puts its releases', () => {
    const linux = { ...release(), version: '3.27.1', target: 'linux-x64' };
    const folder = 'https://github.com/versatica/mediasoup/releases/download/3.27.1/';
    assert.equal(prebuiltAddress(linux, '6.1.0'), `${folder}mediasoup-worker-3.27.1-linux-x64-kernel6.tgz`);
    const mac = { ...linux, target: 'darwin-arm64' };
    assert.equal(prebuiltAddress(mac), `${folder}mediasoup-worker-3.27.1-darwin-arm64.tgz`);
  });

  it('that runs here answers and makes a router', async () => {
    assert.equal(workerStarts(worker), true);
    await workerShakesHands(worker);
  });

  it('is not any program', async () => {
    assert.equal(workerStarts('/bin/true'), false);
    assert.equal(workerStarts('/no/such/file'), false);
    await assert.rejects(workerShakesHands('/bin/true'));
  });

  it('of the user’s own is taken if it starts, else told with what to type', async () => {
    assert.equal(await provideWorker({ MEDIASOUP_WORKER_BIN: worker }, () => {}), worker);
    await assert.rejects(
      provideWorker({ MEDIASOUP_WORKER_BIN: '/bin/true' }, () => {}),
      {
        name: 'SetupStop',
        message: /\/bin\/true[^]*unset MEDIASOUP_WORKER_BIN/,
      },
    );
  });

  it('stands in the cache only after it has answered, and nothing beside it', async () => {
    await assert.rejects(
      makeWorker(release(), async (folder) => {
        const half = join(folder, 'mediasoup-worker');
        writeFileSync(half, 'half a worker', { mode: 0o755 });
        return half;
      }),
    );
    assert.deepEqual(readdirSync(join(cache, 'jawort')), []);
    await makeWorker(release(), async (folder) => {
      const whole = join(folder, 'mediasoup-worker');
      writeFileSync(whole, readFileSync(worker), { mode: 0o755 });
      return whole;
    });
    assert.equal(await provideWorker({ XDG_CACHE_HOME: cache }, () => {}), release().binary);
  });

  it('is made again beside what a killed run left, which is taken away', async () => {
    const { binary } = release();
    const abandoned = `${binary}.4194999.abc`;
    const beingMade = `${binary}.${process.pid}.def`;
    for (const folder of [abandoned, beingMade]) mkdirSync(folder, { recursive: true });
    await assert.rejects(
      makeWorker(release(), () => Promise.reject(new Error('no compiler'))),
      /no compiler/,
    );
    assert.equal(existsSync(abandoned), false);
    assert.equal(existsSync(beingMade), true);
  });

  it('is built from sources that fit the distribution’s libraries', async () => {
    const folder = join(cache, 'sources');
    await patchSources(release().packageFolder, folder);
    const meson = readFileSync(join(folder, 'meson.build'), 'utf8');
    assert.doesNotMatch(meson, /subproject\([^)]*default_options/);
    assert.match(
      readFileSync(join(folder, 'src', 'RTC', 'DtlsTransport.cpp'), 'utf8'),
      /operationType & BIO_CB_RETURN/,
    );
    assert.ok(existsSync(join(folder, 'subprojects', 'libsrtp3', 'include', 'srtp.h')));
  });

  it('is not built from sources that have changed under the patches', async () => {
    const changed = join(cache, 'changed');
    mkdirSync(join(changed, 'worker', 'subprojects'), { recursive: true });
    writeFileSync(join(changed, 'worker', 'meson.build'), `meson_version: '>= 2.0.0'`);
    await assert.rejects(patchSources(changed, join(cache, 'patched')), /meson\.build .* nothing to patch/);
  });

  it('says each tenth of its build once', () => {
    const said: string[] = [];
    const hear = ninjaProgress((line) => said.push(line));
    for (const line of ['[1/260] a', '[26/260] b', '[27/260] c', 'warning', '[260/260] link']) hear(line);
    assert.deepEqual(said, ['  10 % (26 of 260 files)', '  100 % (260 of 260 files)']);
  });
});
