import type { SegmentId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fresh } from '../support/fresh.ts';
import { eventually } from '../support/eventually.ts';
import { bodiesOf, readEvidence } from '../support/evidence.ts';
import { RecordedCall } from './recorded-call.ts';
import { sealedSegment } from '../support/segments.ts';
import { SmallDisk } from './small-disk.ts';

const megabytes = 24;
const storeFailed = { code: 'ERR_STORE_FAILED', message: /nothing was (changed|stored)/i };

describe('a disk without room for database and recordings', () => {
  let disk: SmallDisk;
  let call: RecordedCall;
  let segment: SegmentId;

  before(async () => {
    disk = await SmallDisk.mount(megabytes);
    call = await RecordedCall.start({ dataFolder: disk.folder });
    segment = await call.recorded();
    await call.meeting.say('before');
  });
  after(async () => {
    await call.close();
    await disk.unmount();
  });

  it('[RG4] closes the recorder, tells both, refuses messages with a reason, and leaves the server running', async () => {
    const { both } = call.meeting;
    for (const one of both) one.forget();
    await disk.fill();
    await Promise.all(both.map((one) => one.hearsRecording('stopped')));
    await assert.rejects(call.meeting.say('too much'), storeFailed);
    assert.equal((await fetch(`${call.server.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${call.server.url}/readyz`)).status, 503);
  });

  it('[MS1] [RG4] goes on when there is room again, recorded once both have joined again, with nothing lost and nothing doubled', async () => {
    const { both, visitor, at } = call.meeting;
    for (const one of both) one.forget();
    await disk.free();
    assert.equal((await call.meeting.say('after')).seq, 2);
    const { messages } = await visitor.party.ask('conversation:sync', {
      conversation: at.conversation,
      after: 0,
    });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['before', 'after'],
    );
    await Promise.all(both.map(({ party }) => party.notice('call:rejoin')));
    await call.join(...both);
    await Promise.all(both.map((one) => one.hearsRecording('on')));
    assert.notEqual(await call.recorded(), segment);
    assert.equal((await sealedSegment(call, segment)).reason, 'failed');
  });
});

describe('a disk without room for the database alone', () => {
  const withdrawal = fresh.withdrawal();
  let disk: SmallDisk;
  let elsewhere: string;
  let call: RecordedCall;
  let segment: SegmentId;
  let answeredAt: bigint;

  before(async () => {
    disk = await SmallDisk.mount(megabytes);
    elsewhere = await mkdtemp(join(tmpdir(), 'jawort-recordings-'));
    await symlink(elsewhere, join(disk.folder, 'recordings'));
    call = await RecordedCall.start({ dataFolder: disk.folder });
    segment = await call.recorded();
  });
  after(async () => {
    await call.close();
    await disk.unmount();
    await rm(elsewhere, { recursive: true });
  });

  const withdraw = () =>
    call.meeting.visitor.party.ask('consent:withdraw', { ...call.meeting.at, id: withdrawal });

  it('[EV2] holds no withdrawal up: the recorder is closed at once, though nothing can be stored', async () => {
    const { both } = call.meeting;
    for (const one of both) one.forget();
    await disk.fill();
    const withdrawnAt = process.hrtime.bigint();
    await assert.rejects(withdraw(), storeFailed);
    answeredAt = process.hrtime.bigint();
    await Promise.all(both.map((one) => one.hearsRecording('stopped')));
    assert.ok(process.hrtime.bigint() - withdrawnAt < 1_000_000_000n, 'it took more than a second');
    assert.equal(bodiesOf(await call.events(), 'consent.withdrawn').length, 0);
  });

  it('[EV2] stays closed when there is room again, until the withdrawal repeated with its id is stored, once', async () => {
    const { both, at, visitor } = call.meeting;
    await disk.free();
    await Promise.all(both.map(({ party }) => party.notice('call:rejoin')));
    await call.join(...both);
    const { receipt } = await withdraw();
    assert.deepEqual(await withdraw(), { receipt });
    const { stored, events } = await readEvidence(call.server, at.conversation);
    assert.ok(stored.some(({ jws }) => jws === receipt));
    assert.equal(bodiesOf(events, 'consent.withdrawn').length, 1);
    assert.equal(bodiesOf(events, 'recording.started').length, 1);
    const { startedAt, files } = await sealedSegment(call, segment);
    const open = Number(answeredAt - startedAt) / 1e9;
    for (const { last } of files)
      assert.ok(last < open + 0.05, `media up to ${last} s, closed after ${open} s`);
    await visitor.party.ask('call:end', at);
  });
});

describe('a disk without room for the recordings alone', () => {
  let disk: SmallDisk;
  let data: string;
  let call: RecordedCall;

  before(async () => {
    disk = await SmallDisk.mount(megabytes);
    data = await mkdtemp(join(tmpdir(), 'jawort-data-'));
    await symlink(disk.folder, join(data, 'recordings'));
    call = await RecordedCall.start({ dataFolder: data });
  });
  after(async () => {
    await call.close();
    await disk.unmount();
    await rm(data, { recursive: true });
  });

  it('[RG4] ends the recording, tells both, and lets it be tried again later and later', async () => {
    const { both } = call.meeting;
    for (const one of both) one.forget();
    await disk.fill();
    await Promise.all(both.map((one) => one.hearsRecording('stopped')));
    const starts = await eventually(async () => {
      const found = (await call.events()).filter(({ body }) => body.type === 'recording.started');
      return found.length > 3 ? found.map(({ mono }) => BigInt(mono)) : undefined;
    });
    const waits = starts.slice(1).map((at, index) => Number(at - (starts[index] ?? at)) / 1e6);
    assert.ok((waits[1] ?? 0) > 250 && (waits[2] ?? 0) > 500, `tried again after ${waits.join(', ')} ms`);
    assert.equal((await call.meeting.say('Sind Sie noch da?')).seq, 1);
  });

  it('records on by itself when there is room again', async () => {
    await disk.free();
    assert.equal((await sealedSegment(call, await finished(call))).reason, 'closed');
  });
});

/** Resolves with a segment in which both have been recorded, after the call was ended. */
async function finished(call: RecordedCall): Promise<SegmentId> {
  const segment = await call.recorded();
  const { visitor, at } = call.meeting;
  await visitor.party.ask('call:end', at);
  return segment;
}
