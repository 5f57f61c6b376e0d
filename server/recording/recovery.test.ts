import { sha256 } from '@jawort/shared/crypto/hash';
import type { CallId, ConversationId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { v7 } from 'uuid';
import { filesBelow } from '../../test/gate/written.ts';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { MemoryEventStore } from '../../test/support/memory-event-store.ts';
import { makeServerSigner } from '../../test/support/party-key.ts';
import { Chain } from '../conversation/chain.ts';
import { formatLink } from './recorder/chain-sidecar.ts';
import { ChunkChain } from './recorder/chunk-chain.ts';
import { recoverRecordings } from './recovery.ts';

const token = 'a.gate.token';
const party = v7() as ParticipantId;

describe('at the start of a server', () => {
  let store: MemoryEventStore;
  let chain: Chain;
  let recordings: string;
  let conversation: ConversationId;
  let segment: SegmentId;
  let problems: string[];

  beforeEach(async () => {
    [store, problems] = [new MemoryEventStore(), []];
    chain = new Chain({ events: store, signer: await makeServerSigner(), clock: new FakeClock() });
    recordings = await mkdtemp(join(tmpdir(), 'jawort-recovery-'));
    [conversation, segment] = [v7() as ConversationId, v7() as SegmentId];
  });
  afterEach(() => rm(recordings, { recursive: true }));

  const recover = (withOpenCall: readonly ConversationId[] = [conversation]) =>
    recoverRecordings({
      chain,
      recordings,
      withOpenCall: async () => withOpenCall,
      report: (problem) => void problems.push(problem),
    });
  const bodies = async () => (await chain.read(conversation)).map(({ body }) => body);
  const stops = async () =>
    (await bodies()).flatMap((body) => (body.type === 'recording.stopped' ? [body] : []));
  const start = async () => {
    const hash = await sha256(token);
    const call = v7() as CallId;
    const body = { type: 'recording.started', call, segment, token: hash, gate: 1 } as const;
    await chain.append(conversation, { ...body, modalities: [] });
  };

  /** A recorded file of two chunks, as a recorder that was killed leaves it. */
  async function leaveFile(): Promise<string> {
    const folder = join(recordings, conversation, segment);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'gate.jws'), token);
    const links = new ChunkChain(Buffer.from(token));
    for (const chunk of [Buffer.from('header'), Buffer.from('cluster')]) {
      const link = links.linkTo(chunk);
      links.take(chunk, link);
      await appendFile(join(folder, `${party}.webm`), chunk);
      await appendFile(join(folder, `${party}.chain`), formatLink(link));
    }
    return folder;
  }

  it('[RG7] seals as interrupted what was started and not stopped, with the files as they lie', async () => {
    await start();
    const folder = await leaveFile();
    await recover();
    const [stopped] = await stops();
    assert.equal(stopped?.reason, 'interrupted');
    const content = await readFile(join(folder, `${party}.webm`));
    const hash = `sha256-${createHash('sha256').update(content).digest('base64url')}`;
    const [file] = stopped.files;
    assert.deepEqual([file?.party, file?.bytes, file?.sha256], [party, content.length, hash]);
    assert.deepEqual(problems, []);
  });

  it('names the bytes that a crash left after the last whole chunk, and lets them lie', async () => {
    await start();
    const folder = await leaveFile();
    await appendFile(join(folder, `${party}.webm`), 'half a clus');
    await recover();
    const [stopped] = await stops();
    assert.equal(stopped?.reason, 'interrupted');
    assert.equal(stopped.files[0]?.bytes, 'headercluster'.length + 'half a clus'.length);
  });

  it('[EV4] says failed, and reports it, when a file does not agree with its chain', async () => {
    await start();
    const folder = await leaveFile();
    await writeFile(join(folder, `${party}.webm`), 'headerclustre');
    await recover();
    assert.equal((await stops())[0]?.reason, 'failed');
    assert.equal(problems.length, 1);
  });

  it('seals without files what was started and never wrote any', async () => {
    await start();
    await recover();
    assert.deepEqual((await stops())[0]?.files, []);
  });

  it('does it once', async () => {
    await start();
    await leaveFile();
    await recover();
    await recover();
    assert.equal((await stops()).length, 1);
  });

  it('finds what a call left that has ended meanwhile', async () => {
    await start();
    await leaveFile();
    await recover([]);
    assert.equal((await stops()).length, 1);
  });

  it('[RG1] reports media that no event speaks of, and does not hide it', async () => {
    await leaveFile();
    await recover();
    assert.equal(problems.length, 1);
    assert.equal((await filesBelow(recordings)).length, 3);
    assert.deepEqual(await stops(), []);
  });

  it('tidies up a folder without media that no event speaks of', async () => {
    const folder = join(recordings, conversation, segment);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'gate.jws'), token);
    await recover();
    assert.equal(problems.length, 1);
    assert.deepEqual(await filesBelow(recordings), []);
  });

  it('goes on with the other conversations when one cannot be read', async () => {
    await start();
    const broken = v7() as ConversationId;
    await mkdir(join(recordings, broken), { recursive: true });
    await store.append(broken, { seq: 1, jws: 'not a jws', statement: null });
    await recover([broken, conversation]);
    assert.equal(problems.length, 1);
    assert.equal((await stops()).length, 1);
  });
});
