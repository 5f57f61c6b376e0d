import type { SegmentId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { v7 } from 'uuid';
import { diskFull } from '../../test/support/memory-event-store.ts';
import { stageConsented } from '../../test/support/staged-consent.ts';
import { endOfDuration } from '../consent/notices/duration.ts';
import { Retention } from './retention.ts';

const day = 24 * 60 * 60 * 1000;

describe('recordings whose time is over', () => {
  let stage: Awaited<ReturnType<typeof stageConsented>>;
  let recordings: string;
  let segment: SegmentId;
  let retention: Retention;
  let problems: unknown[];

  beforeEach(async () => {
    [stage, problems] = [await stageConsented(), []];
    recordings = await mkdtemp(join(tmpdir(), 'jawort-retention-'));
    segment = v7() as SegmentId;
    const { chain, clock } = stage;
    retention = new Retention({ chain, clock, recordings, onProblem: (_, error) => problems.push(error) });
    await record();
  });
  afterEach(() => rm(recordings, { recursive: true }));

  async function record(): Promise<void> {
    const { chain, conversation, call } = stage;
    const events = await chain.read(conversation);
    const gate = events.findLast(({ body }) => body.type === 'consent.given')?.seq ?? 0;
    const token = events[0]?.hash ?? assert.fail('an empty chain');
    const of = { call, segment } as const;
    const folder = join(recordings, conversation, segment);
    await chain.append(conversation, {
      type: 'recording.started',
      ...of,
      token,
      gate,
      modalities: ['audio'],
    });
    await mkdir(folder, { recursive: true });
    for (const name of ['gate.jws', 'one.webm', 'one.chain']) await writeFile(join(folder, name), 'media');
    await chain.append(conversation, { type: 'recording.stopped', ...of, reason: 'closed', files: [] });
  }

  const segments = () => readdir(join(recordings, stage.conversation));
  const deletions = async () => (await stage.types()).filter((type) => type === 'recording.deleted').length;

  it('are deleted, and the chain says so, once and for good', async () => {
    stage.clock.advance(184 * day);
    await retention.sweep();
    await retention.sweep();
    assert.deepEqual(await segments(), []);
    assert.equal(await deletions(), 1);
    assert.deepEqual(problems, []);
  });

  it('are kept until then', async () => {
    stage.clock.advance(180 * day);
    await retention.sweep();
    assert.deepEqual(await segments(), [segment]);
    assert.equal(await deletions(), 0);
  });

  it('are deleted at the next look where the chain could not be written at this one', async () => {
    stage.clock.advance(184 * day);
    stage.store.beforeAppend = diskFull;
    await retention.sweep();
    assert.equal(problems.length, 1);
    assert.deepEqual(await readdir(join(recordings, stage.conversation, segment)), ['gate.jws']);
    stage.store.beforeAppend = () => undefined;
    await retention.sweep();
    assert.deepEqual(await segments(), []);
    assert.equal(await deletions(), 1);
  });

  it('are looked for again and again while the server runs', async () => {
    retention.start();
    stage.clock.advance(184 * day);
    while ((await deletions()) === 0) await new Promise(setImmediate);
    retention.stop();
  });
});

describe('the end of a duration', () => {
  for (const [start, duration, end] of [
    ['2026-11-24', 'P6M', '2027-05-24'],
    ['2026-08-31', 'P6M', '2027-02-28'],
    ['2028-02-29', 'P1Y', '2029-02-28'],
    ['2026-11-24', 'P30D', '2026-12-24'],
    ['2026-11-24', 'P1Y6M10D', '2028-06-03'],
  ] as const)
    it(`is ${end} for ${duration} from ${start}`, () => {
      assert.equal(endOfDuration(new Date(start), duration).toISOString().slice(0, 10), end);
    });
});
