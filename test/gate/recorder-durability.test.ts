import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Trace, tracedTo } from '../support/trace.ts';
import { ForeignCall } from './foreign-call.ts';

const media = /\.webm$/;

describe('a recorder whose system calls are watched', () => {
  let folder: string;
  let trace: Trace;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jawort-trace-'));
    const call = await ForeignCall.start(tracedTo(join(folder, 'calls')));
    await call.talkFor(3000);
    await call.hangUp();
    await call.close();
    trace = await Trace.read(join(folder, 'calls'));
  });
  after(() => rm(folder, { recursive: true }));

  it('puts files, chains and their names on disk before it says that they are sealed', () => {
    const sealed = trace.left('"type":"sealed"');
    const files = trace.written(media);
    assert.equal(files.length, 2);
    for (const file of files) {
      for (const path of [file, file.replace('.webm', '.chain')]) {
        assert.ok(trace.syncs(only(path), 0, sealed) > 0, path);
        assert.equal(trace.unsynced(only(path), sealed), undefined, path);
      }
      assert.ok(trace.syncs(only(dirname(file)), 0, sealed) > 0);
    }
  });

  it('puts what it has written on disk all along, not only at the end', () => {
    const sealed = trace.left('"type":"sealed"');
    for (const file of trace.written(media)) assert.ok(trace.syncs(only(file), 0, sealed) >= 2, file);
  });

  it('[RG2] has the start on disk before main is told to let media flow', () => {
    const resume = trace.left('"type":"resume"');
    assert.equal(trace.unsynced(/\.db-wal$/, resume), undefined);
    assert.equal(trace.unsynced(/\.webm$/, resume), undefined);
  });
});

function only(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', String.raw`\.`)}$`);
}
