import type { ConversationId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import { Recordings, Timeline } from '@jawort/shared/protocol/http';
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { v7 } from 'uuid';
import * as v from 'valibot';
import type { LegPacket } from '../../server/recording/recorder/leg-writer.ts';
import { openedAt, recordLeg } from '../../server/recording/recorder/testing/recorded-leg.ts';
import { rtpPacket } from '../../server/recording/recorder/testing/rtp-packet.ts';
import { fresh } from '../support/fresh.ts';
import { rawRequest } from '../support/raw-request.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Some seconds of a voice, as a recorder writes them. */
function aRecording(): Buffer {
  const packets = Array.from({ length: 150 }, (_, index): LegPacket => ({
    kind: 'audio',
    bytes: rtpPacket({
      payloadType: 111,
      sequence: index,
      timestamp: index * 960,
      payload: Buffer.from([0xfc, index, 1, 2, 3]),
    }),
    arrival: openedAt + BigInt(index) * 20_000_000n,
  }));
  return recordLeg(packets, { audio: { payloadType: 111 } }).file;
}

type Agent = Awaited<ReturnType<TestServer['signIn']>>;

let server: TestServer;
let ayse: Agent;
let jonas: Agent;
let conversation: ConversationId;
let party: ParticipantId;
let segment: SegmentId;

before(async () => {
  server = await startTestServer();
  [ayse, jonas] = [await server.signIn(), await server.signIn(await server.addAgent('jonas', 'Jonas Weber'))];
  ({ conversation, party } = await taken(ayse));
  segment = await place(conversation, `${party}.webm`, aRecording());
});
after(async () => {
  for (const agent of [ayse, jonas]) agent.party.close();
  await server.close();
});

async function taken(agent: Agent) {
  const visitor = await server.openVisitor();
  visitor.party.close();
  await agent.party.ask('conversation:accept', { conversation: visitor.conversation });
  return { conversation: visitor.conversation, party: visitor.me };
}

async function place(of: ConversationId, name: string, bytes: Uint8Array): Promise<SegmentId> {
  const id = v7() as SegmentId;
  const folder = join(server.dataFolder, 'recordings', of, id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
  return id;
}

type Asked = { readonly by?: Agent | null; readonly range?: string; readonly method?: string };

function get(path: string, { by = ayse, range, method = 'GET' }: Asked = {}) {
  const headers = { ...(by && { cookie: by.door.cookie }), ...(range !== undefined && { range }) };
  return rawRequest(server.url, path, { method, headers });
}

async function refusalOf(path: string, asked: Asked = {}): Promise<unknown[]> {
  const { status, headers, body } = await get(path, asked);
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8', path);
  return [status, (JSON.parse(body.toString()) as { code: string }).code];
}

const timeline = (of = conversation) => `/api/conversations/${of}/timeline`;
const recording = (of: string = segment, by: string = party) => `/api/recordings/${of}/${by}`;

describe('the archive', () => {
  it('is closed to who has not signed in', async () => {
    for (const path of [timeline(), '/api/recordings', recording(), recording(v7(), v7())])
      assert.deepEqual(await refusalOf(path, { by: null }), [401, 'ERR_NOT_SIGNED_IN'], path);
  });

  it('tells the agent who took a conversation what happened in it', async () => {
    const { status, headers, body } = await get(timeline());
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
    const told = v.parse(Timeline, JSON.parse(body.toString()));
    assert.equal(told.conversation, conversation);
    assert.deepEqual(
      told.participants.map(({ role, name }) => [role, name]),
      [
        ['visitor', null],
        ['agent', 'Ayşe Yılmaz'],
      ],
    );
    assert.deepEqual(
      told.entries.map(({ seq, body: { type } }) => `${seq} ${type}`),
      ['1 conversation.opened', '2 notice.published', '3 agent.assigned'],
    );
  });

  it('tells another agent nothing, as if there were nothing', async () => {
    assert.deepEqual(await refusalOf(timeline(), { by: jonas }), [404, 'ERR_NOT_FOUND']);
    assert.deepEqual(await refusalOf(recording(), { by: jonas }), [404, 'ERR_NOT_FOUND']);
    const [foreign, unknown] = [
      await get(timeline(), { by: jonas }),
      await get(timeline(fresh.conversation())),
    ];
    assert.deepEqual(foreign.body, unknown.body);
  });

  it('tells nothing of a conversation that waits', async () => {
    const visitor = await server.openVisitor();
    visitor.party.close();
    assert.deepEqual(await refusalOf(timeline(visitor.conversation)), [404, 'ERR_NOT_FOUND']);
  });

  it('lists no recording that no event speaks of', async () => {
    for (const by of [ayse, jonas]) {
      const { body } = await get('/api/recordings', { by });
      assert.deepEqual(v.parse(Recordings, JSON.parse(body.toString())), { recordings: [] });
    }
  });

  it('finds nothing by an id that is none', async () => {
    const ids = ['x', '..', '.', '%2e%2e', '%00', '%2f', "'", `${segment}%00`, `%20${segment}`];
    for (const id of [...ids, segment.toUpperCase()])
      for (const path of [recording(id), recording(segment, id), `/api/conversations/${id}/timeline`])
        assert.deepEqual(await refusalOf(path), [404, 'ERR_NOT_FOUND'], path);
  });

  it('finds nothing by a way out of the conversation’s folder', async () => {
    await writeFile(join(server.dataFolder, 'recordings', 'out.webm'), aRecording());
    await place(conversation, 'out.webm', aRecording());
    for (const [of, by] of [
      ['..', 'out'],
      ['..%2f..%2frecordings', 'out'],
      ['%2e%2e', 'out'],
      [segment, `..%2f${segment}%2f${party}`],
      [segment, '..%2f..%2fout'],
      [segment, '..%2f..%2f..%2fkeys%2fserver.jwk%00'],
      [`..%2f${conversation}%2f${segment}`, party],
      [segment, `${party}.webm`],
      [`${conversation}/${segment}`, party],
      ['../../keys', 'server.jwk'],
    ] as const)
      assert.deepEqual(await refusalOf(recording(of, by)), [404, 'ERR_NOT_FOUND'], `${of} ${by}`);
  });
});

describe('a recording', () => {
  it('is played to the agent who took the conversation, and kept by nobody on the way', async () => {
    const { status, headers, body } = await get(recording());
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'audio/webm; codecs="opus"');
    assert.equal(headers['content-length'], String(body.length));
    assert.equal(headers['accept-ranges'], 'bytes');
    assert.equal(headers['cache-control'], 'private, no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(body.subarray(0, 4).toString('hex'), '1a45dfa3');
    assert.ok(body.length > 1000);
  });

  it('is given in the part that is asked for', async () => {
    const { body: whole } = await get(recording());
    const { length } = whole;
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 1],
      ['bytes=10-99', 10, 100],
      ['bytes=100-', 100, length],
      ['bytes=-5', length - 5, length],
      [`bytes=-${length}`, 0, length],
      [`bytes=${length - 1}-${length + 99}`, length - 1, length],
      ['bytes=5-9,7-19', 5, 20],
    ] as const) {
      const { status, headers, body } = await get(recording(), { range });
      assert.equal(status, 206, range);
      assert.equal(headers['content-range'], `bytes ${start}-${end - 1}/${length}`);
      assert.equal(headers['content-length'], String(end - start));
      assert.ok(body.equals(whole.subarray(start, end)), range);
    }
  });

  it('is given as a whole where no bytes are asked for', async () => {
    const { body: whole } = await get(recording());
    for (const range of ['lines=1-2', 'bytes', 'x']) {
      const { status, headers, body } = await get(recording(), { range });
      assert.deepEqual([status, headers['content-range']], [200, undefined], range);
      assert.ok(body.equals(whole));
    }
  });

  it('has no part that begins after its end', async () => {
    const { length } = (await get(recording())).body;
    for (const range of [`bytes=${length}-`, `bytes=${length + 5}-${length + 9}`, 'bytes=9-5']) {
      const { status, headers, body } = await get(recording(), { range });
      assert.deepEqual([status, headers['content-range'], body.length], [416, `bytes */${length}`, 0], range);
    }
  });

  it('tells its size without being sent', async () => {
    const { body: whole } = await get(recording());
    for (const [range, status, length] of [
      [undefined, 200, whole.length],
      ['bytes=5-9', 206, 5],
    ] as const) {
      const answer = await get(recording(), { method: 'HEAD', ...(range !== undefined && { range }) });
      assert.deepEqual(
        [answer.status, answer.headers['content-length'], answer.body.length],
        [status, String(length), 0],
      );
    }
  });

  it('that holds nothing playable yet is not there', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('no recording at all'), aRecording().subarray(0, 100)])
      assert.deepEqual(await refusalOf(recording(await place(conversation, `${party}.webm`, bytes))), [
        404,
        'ERR_NOT_FOUND',
      ]);
  });

  it('that grows is given with what it has by then', async () => {
    const file = aRecording();
    const growing = await place(
      conversation,
      `${party}.webm`,
      file.subarray(0, Math.floor(file.length * 0.7)),
    );
    const before = await get(recording(growing));
    const path = join(server.dataFolder, 'recordings', conversation, growing, `${party}.webm`);
    await writeFile(path, file);
    const after = await get(recording(growing));
    assert.deepEqual([before.status, after.status], [200, 200]);
    assert.ok(before.body.length < after.body.length);
    assert.ok(after.body.equals((await get(recording())).body));
  });

  it('is played by each agent who took a conversation, of that alone', async () => {
    const own = await taken(jonas);
    const other = await place(own.conversation, `${own.party}.webm`, aRecording());
    assert.equal((await get(recording(other, own.party), { by: jonas })).status, 200);
    assert.deepEqual(await refusalOf(recording(other, own.party)), [404, 'ERR_NOT_FOUND']);
    assert.deepEqual(await refusalOf(recording(other, party)), [404, 'ERR_NOT_FOUND']);
  });
});
