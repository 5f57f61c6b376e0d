import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fresh } from '../support/fresh.ts';
import { startTestServer } from '../support/server.ts';
import { Meeting, modalities } from './meeting.ts';
import { Trace, tracedTo } from '../support/trace.ts';

const log = /\.db-wal$/;

describe('a server whose system calls are watched', () => {
  let folder: string;
  let trace: Trace;
  let told: {
    readonly message: string;
    readonly receipts: readonly [string, string];
    readonly withdrawal: string;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jawort-trace-'));
    const file = join(folder, 'calls');
    const server = await startTestServer({ under: tracedTo(file) });
    const { party, door } = await server.signIn();
    party.close();
    const meeting = await Meeting.start(server, door);
    for (const one of meeting.both) await one.join();
    const { visitor, agent, at } = meeting;
    const { at: message } = await meeting.say('Guten Tag');
    const request = fresh.request();
    await visitor.party.ask('consent:ask', { ...at, request });
    const receipts = await Promise.all([
      visitor.party.consent(at, request, modalities),
      agent.party.consent(at, request, modalities),
    ]);
    await visitor.hearsRecording('on');
    const { receipt: withdrawal } = await visitor.party.ask('consent:withdraw', {
      ...at,
      id: fresh.withdrawal(),
    });
    meeting.close();
    await server.close();
    told = { message, receipts, withdrawal };
    trace = await Trace.read(file);
  });
  after(() => rm(folder, { recursive: true }));

  it('[MS1] puts a message on disk before it acknowledges or shows it', () => {
    expectOnDisk(trace.left(told.message));
  });

  it('[EV2] puts a consent on disk before its receipt leaves', () => {
    const [first, second] = told.receipts.map((receipt) => trace.left(receipt)).sort((a, b) => a - b);
    assert.ok(first !== undefined && second !== undefined);
    expectOnDisk(first);
    expectOnDisk(second);
    assert.ok(trace.syncs(log, first, second) > 0);
  });

  it('[RG2] puts both consents on disk before a gate token leaves', () => {
    const token = trace.left('"type":"open"');
    expectOnDisk(token);
    for (const receipt of told.receipts) assert.ok(trace.left(receipt) < token);
  });

  it('[RG2] puts the start of a recording on disk before the recorder is told that it is', () => {
    const [token, committed] = [trace.left('"type":"open"'), trace.left('"type":"committed"')];
    expectOnDisk(committed);
    assert.ok(trace.syncs(log, token, committed) > 0);
  });

  it('[EV2] has the recorder close before a withdrawal is put on disk, and that before its receipt leaves', () => {
    const [closed, receipt] = [
      trace.leftAfter('"type":"closed"', trace.left('"type":"recording"')),
      trace.left(told.withdrawal),
    ];
    expectOnDisk(receipt);
    assert.ok(closed < receipt);
    assert.ok(trace.syncs(log, closed, receipt) > 0);
  });

  function expectOnDisk(place: number): void {
    assert.ok(trace.syncs(log, 0, place) > 0);
    assert.equal(trace.unsynced(log, place), undefined);
  }
});
