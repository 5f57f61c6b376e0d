import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrowserMedia } from '../support/browser-media.ts';
import { phases, type Phase } from './consent-run.ts';
import type { Step } from './death-at.ts';
import { DoomedServer } from './doomed-server.ts';
import { recordedFiles } from '../support/evidence.ts';
import { RecordedCall } from './recorded-call.ts';
import { sealedSegment } from '../support/segments.ts';
import { judgeGate, judgeMessages, judgeReceipts, judgeReopening, readRemains } from './judgement.ts';

/** What the server does that lasts or is seen, how many of these it may do between two deaths, and when it must have died. */
const deaths: readonly { step: Step; every: number; hits: readonly Phase[] }[] = [
  { step: 'fsync', every: 1, hits: phases },
  { step: 'writev', every: 1, hits: phases },
  { step: 'write', every: 1, hits: ['recording'] },
  { step: 'pwrite64', every: 5, hits: phases },
];

/** Where a server died, and how many consents were on the disk by then. */
type Death = { readonly phase: Phase; readonly consents: number };

describe('a server killed on the way to a recording', () => {
  for (const { step, every, hits } of deaths) {
    const when = every === 1 ? `each ${step}` : `every ${every}th ${step}`;
    it(`[RG3] [RG4] [MS1] opens no gate wrongly and loses nothing acknowledged, killed before ${when}`, async (t) => {
      const died = await dieAtEach(step, every);
      t.diagnostic(`killed before ${when}, ${died.length} times: ${summary(died)}`);
      const missed = hits.filter((phase) => died.every((death) => death.phase !== phase));
      assert.deepEqual(missed, [], 'phases in which the server never died');
    });
  }

  it('[RG1] [RG2] has not written a byte of the sound and picture that flowed all the time, killed before each commit', async () => {
    const media = await BrowserMedia.launch();
    try {
      const died = await dieAgainAndAgain('fsync', 1, 1, media);
      assert.equal(died.at(-1)?.consents, 2);
    } finally {
      await media.close();
    }
  });

  it('[RG3] [RG4] leaves a recording that plays, is sealed as interrupted, and goes on in another one when both are back', async () => {
    const call = await RecordedCall.start();
    try {
      const segment = await call.recorded();
      await call.restart();
      const { reason } = await sealedSegment(call, segment);
      assert.equal(reason, 'interrupted');
      for (const one of call.meeting.both) await one.reconnect();
      await call.join(...call.meeting.both);
      assert.notEqual(await call.recorded(), segment);
      await sealedSegment(call, segment);
    } finally {
      await call.close();
    }
  });
});

/** On two servers side by side, each of which dies at every other of these steps. */
async function dieAtEach(step: Step, every: number): Promise<readonly Death[]> {
  const both = await Promise.allSettled([
    dieAgainAndAgain(step, 1, every * 2),
    dieAgainAndAgain(step, 1 + every, every * 2),
  ]);
  return both.flatMap((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

async function dieAgainAndAgain(
  step: Step,
  first: number,
  every: number,
  media?: BrowserMedia,
): Promise<readonly Death[]> {
  const server = await DoomedServer.start(media);
  const died: Death[] = [];
  try {
    for (let nth = first; ; nth += every) {
      const death = await dieAt(server, step, nth);
      if (!death) return died;
      died.push(death);
    }
  } finally {
    await server.close();
  }
}

/** `null` where the run was over before. */
async function dieAt(server: DoomedServer, step: Step, nth: number): Promise<Death | null> {
  const run = await server.prepare();
  const { both, visitor, at } = run.meeting;
  try {
    await run.say();
    if (!(await server.dieIn(run, step, nth))) return null;
    const { phase, receipts } = run;
    await server.startAgain();
    const remains = await readRemains(server.now, run);
    judgeReceipts(remains, receipts);
    assert.deepEqual(await recordedFiles(server.now), []);
    for (const one of both) await one.reconnect();
    await judgeGate(remains, run);
    await judgeMessages(run);
    await judgeReopening(server.now, run, remains);
    await visitor.party.ask('call:end', at);
    return { phase, consents: remains.consented.size };
  } finally {
    await server.dismiss(run);
  }
}

function summary(died: readonly Death[]): string {
  const inPhases = phases.map((phase) => `${phase} ${died.filter((death) => death.phase === phase).length}`);
  const consents = [0, 1, 2].map(
    (count) => `${count}: ${died.filter((one) => one.consents === count).length}`,
  );
  return `while waiting for ${inPhases.join(', ')}; consents stored ${consents.join(', ')}`;
}
