import type { SegmentId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { knownFrames, knownSound } from '../support/decoded-media.ts';
import { agentMedia, visitorMedia, type KnownMedia } from '../support/known-media.ts';
import { processOf } from '../support/processes.ts';
import { sealedSegment, type SealedSegment } from '../support/segments.ts';
import { until } from '../support/until.ts';
import { udpSocketsOf } from '../support/udp-sockets.ts';
import type { AgentPage } from './agent-page.ts';
import type { Recorded } from './recorded.ts';
import { Stage } from './stage.ts';
import type { Sign, VisitorPage } from './visitor-page.ts';

const parties = [
  { role: 'visitor', media: visitorMedia },
  { role: 'agent', media: agentMedia },
] as const;

describe('a visitor on a company’s page and an agent in the console', () => {
  let stage: Stage;
  let visitor: VisitorPage;
  let agent: AgentPage;
  let recorded: Recorded;
  const segments: SegmentId[] = [];

  before(async () => {
    stage = await Stage.open();
    [visitor, agent] = await Promise.all([stage.visitor(), stage.agent()]);
  });
  after(() => stage.close());

  it('chat with each other', async () => {
    await visitor.begin('Mira Okafor');
    await visitor.write('Guten Tag, ist die Stelle noch frei?');
    await agent.accept('Mira Okafor');
    await agent.message('Guten Tag, ist die Stelle noch frei?').waitFor();
    await agent.write('Ja, sehr gern.');
    await visitor.message('Ja, sehr gern.').waitFor();
    recorded = stage.recorded(agent);
  });

  it('see and hear each other in a call', async () => {
    await agent.startVideo();
    await visitor.acceptVideo();
    await Promise.all([visitor.plays(), agent.plays()]);
  });

  it('[RG2] [RG5] are not recorded while only one of them has said yes', async () => {
    await agent.askForRecording();
    await visitor.question.waitFor();
    await visitor.consent();
    await visitor.recordingSign('not recording').waitFor();
    await recorded.event('consent.given');
    assert.equal(await recorderSockets(), 0);
    assert.deepEqual(await stage.files(), []);
  });

  it('[RG2] are recorded, and told so, when both have said yes', async () => {
    await agent.consent();
    await bothSee('recording');
    segments.push((await recorded.event('recording.started')).body.segment);
    assert.equal(await recorderSockets(), 1);
    await Promise.all([visitor.plays(4), agent.plays(4)]);
  });

  it('[RG4] are recorded no longer, within a second, when the visitor withdraws; the call goes on', async () => {
    await assertSilentWithinASecond(() => visitor.withdraw());
    await bothSee('not recording');
    const { mono } = await recorded.event('consent.withdrawn');
    const sealed = await sealedSegment(recorded, only(segments, 0));
    assertEndsBefore(sealed, BigInt(mono));
    await Promise.all([visitor.plays(), agent.plays()]);
  });

  it('[RG7] are recorded again in a second file each after another yes of the visitor’s, until the agent withdraws', async () => {
    await agent.askAgain();
    await visitor.consent();
    await bothSee('recording');
    segments.push((await recorded.event('recording.started', 2)).body.segment);
    await Promise.all([visitor.plays(2), agent.plays(2)]);
    await assertSilentWithinASecond(() => agent.withdraw());
    await bothSee('not recording');
    const { mono } = await recorded.event('consent.withdrawn', 2);
    assertEndsBefore(await sealedSegment(recorded, only(segments, 1)), BigInt(mono));
    await Promise.all([visitor.plays(), agent.plays()]);
    assert.notEqual(segments[0], segments[1]);
  });

  it('[RG1] have the known picture and sound of each in that person’s own file, for all of the time between', async () => {
    for (const segment of segments)
      for (const { role, media } of parties) await assertShows(await recordedFile(segment, role), media);
  });

  it('each keep a receipt of their own yes', async () => {
    await visitor.page.getByText(visitor.callWords.myReceipt).first().waitFor();
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      visitor.button(visitor.callWords.save).first().click(),
    ]);
    assert.match(download.suggestedFilename(), /^jawort-zustimmung-.*\.json$/);
  });

  it('hang up, and find the recording in the console’s list', async () => {
    await visitor.hangUp();
    await recorded.event('call.ended');
    await agent.openRecordings();
    await agent.page
      .getByRole('link', { name: /Mira Okafor/ })
      .first()
      .waitFor();
  });

  async function bothSee(sign: Sign): Promise<void> {
    await Promise.all([visitor.recordingSign(sign).waitFor(), agent.recordingSign(sign).waitFor()]);
  }

  /** From before the press to when the recorder has nothing left to hear with. */
  async function assertSilentWithinASecond(withdraw: () => Promise<void>): Promise<void> {
    const before = performance.now();
    const withdrawing = withdraw();
    await until(async () => (await recorderSockets()) === 0);
    const ms = performance.now() - before;
    await withdrawing;
    assert.ok(ms <= 1000, `the recorder heard on for ${Math.round(ms)} ms`);
  }

  async function recorderSockets(): Promise<number> {
    return udpSocketsOf(await processOf(stage.server, 'recorder'));
  }

  async function recordedFile(segment: SegmentId, role: 'visitor' | 'agent'): Promise<string> {
    const events = await recorded.events();
    const party = events.find(({ body }) => body.type === 'party.joined' && body.role === role);
    const stopped = events.find(({ body }) => body.type === 'recording.stopped' && body.segment === segment);
    assert.ok(party?.body.type === 'party.joined' && stopped?.body.type === 'recording.stopped');
    const ref = party.body.party;
    const file = stopped.body.files.find((one) => one.party === ref);
    assert.ok(file, `no file of the ${role}`);
    return join(recorded.folderOf(segment), file.name);
  }
});

/** Nothing from after the withdrawal, and nothing missing before it but what one second holds; packets name their times to 50 ms. */
function assertEndsBefore({ startedAt, files }: SealedSegment, withdrawn: bigint): void {
  const open = Number(withdrawn - startedAt) / 1e9;
  for (const { last } of files)
    assert.ok(last < open + 0.05 && last > open - 1, `media up to ${last} s, withdrawn after ${open} s`);
}

async function assertShows(file: string, media: KnownMedia): Promise<void> {
  const others = parties.filter((one) => one.media !== media).map((one) => one.media.hertz);
  const [frames, sound] = [await knownFrames(file, media), await knownSound(file, media, others)];
  assert.ok(frames > 0.95, `only ${frames} of the frames show the known picture`);
  assert.ok(sound > 0.9, `only ${sound} of the sound is the known tone`);
}

function only(all: readonly SegmentId[], index: number): SegmentId {
  const one = all[index];
  assert.ok(one, 'an earlier test made no segment');
  return one;
}
