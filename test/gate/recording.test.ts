import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scanWebm } from '../../server/recording/recorder/webm/scan.ts';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openRecordedCall, talkOn, type RecordedCall } from './recording-call.ts';
import { filesBelow, keyOf, writtenMarks } from './written.ts';

describe('a recorded call', () => {
  let call: RecordedCall;

  beforeEach(async () => {
    call = await openRecordedCall();
    await call.playToConsents();
  });
  afterEach(() => call.close());

  it('[RG1] [RG2] makes neither a tap nor a file after one yes', async () => {
    await call.consent(0);
    await talkOn(call, 300);
    assert.deepEqual(call.media.taps, []);
    assert.deepEqual(await filesBelow(call.stage.recordings), []);
    assert.deepEqual(call.stage.guard.state(call.conversation), { state: 'off' });
  });

  it('[RG2] [RG7] writes one file per person from the second yes to the withdrawal, and names them in the chain', async () => {
    await call.consent(0, 1);
    await call.becomes('on');
    await talkOn(call, 600);
    await call.play({ do: 'withdraw', who: 0 });
    assert.equal(call.stage.guard.state(call.conversation).state, 'stopped');
    const stopped = await stoppedOf(call);
    assert.equal(stopped.reason, 'closed');
    assert.deepEqual(
      stopped.files.map(({ name }) => name),
      call.people.slice(0, 2).map(({ ref }) => `${ref}.webm`),
    );
    for (const { name, bytes, sha256 } of stopped.files) {
      const content = await readFile(join(call.stage.recordings, call.conversation, stopped.segment, name));
      assert.equal(content.length, bytes);
      assert.equal(sha256, `sha256-${createHash('sha256').update(content).digest('base64url')}`);
    }
  });

  it('[RG1] [RG4] writes nothing that was sent after the withdrawal was received, and nearly all before', async () => {
    await call.consent(0, 1);
    await call.becomes('on');
    await talkOn(call, 600);
    await call.play({ do: 'withdraw', who: 1 });
    await talkOn(call, 200);
    await stoppedOf(call);
    const withdrawn = call.story.facts.at(-1)?.t ?? 0n;
    const written = new Set((await writtenMarks(call.stage.recordings)).map(keyOf));
    const sent = call.media.talkers.flatMap(({ sent: all }) => all);
    assert.deepEqual(
      sent.filter(({ at, ...mark }) => at > withdrawn && written.has(keyOf(mark))),
      [],
    );
    assert.ok(written.size > 300, `${written.size} packets written`);
  });

  it('[RG4] seals what a killed recorder left as it lies, and records on with a new one', async () => {
    await call.consent(0, 1);
    await call.becomes('on');
    await talkOn(call, 900);
    const { guard, recordings } = call.stage;
    process.kill(guard.recorderPid ?? 0, 'SIGKILL');
    const { reason, files, segment } = await stoppedOf(call);
    assert.equal(reason, 'interrupted');
    assert.equal(files.length, 2);
    for (const { name, sha256 } of files) {
      const content = await readFile(join(recordings, call.conversation, segment, name));
      assert.equal(sha256, `sha256-${createHash('sha256').update(content).digest('base64url')}`);
      assert.ok(
        await scanWebm({ size: content.length, read: async (from, to) => content.subarray(from, to) }),
      );
    }
    await call.becomes('on');
  });

  it('[RG7] begins a second segment when consent is given again', async () => {
    await call.consent(0, 1);
    await call.becomes('on');
    await talkOn(call, 200);
    await call.play({ do: 'withdraw', who: 1 });
    await call.consent(1);
    await call.becomes('on');
    await talkOn(call, 200);
    await call.play({ do: 'end' });
    await call.stage.news.until(
      async () => (await call.bodies()).filter(({ type }) => type === 'recording.stopped').length === 2,
    );
    const segments = (await call.bodies()).flatMap((body) =>
      body.type === 'recording.started' ? body.segment : [],
    );
    assert.equal(new Set(segments).size, 2);
  });
});

async function stoppedOf(call: RecordedCall) {
  const find = async () => (await call.bodies()).find((body) => body.type === 'recording.stopped');
  await call.stage.news.until(async () => (await find()) !== undefined);
  const stopped = await find();
  assert.ok(stopped);
  return stopped;
}
