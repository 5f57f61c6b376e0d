import fc from 'fast-check';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makePerson } from './consents.ts';
import { judge, type Judgement } from './judge.ts';
import { MediasoupMedia } from './mediasoup-media.ts';
import { GuardedScribe, openStage, type Stage } from './recording-stage.ts';
import { anyOrder, consented, people as allPeople, type Step } from './steps.ts';
import { Story } from './story.ts';
import type { Talker } from './talker.ts';
import { writtenMarks } from './written.ts';

const orders = 50;
const sideBySide = 10;
const quickly = 5;

/** A step and for how many milliseconds people talk on after it. */
type Paced = { readonly step: Step; readonly ms: number };

const pauses = fc.array(fc.integer({ min: 400, max: 1500 }), { minLength: 30, maxLength: 30 });
const anyPacedOrder = fc.record({ steps: anyOrder, pauses }).map(({ steps, pauses: ms }): readonly Paced[] =>
  steps.map((step, index) => ({
    step,
    ms: index + 1 < consented.length ? quickly : (ms[index] ?? quickly),
  })),
);

describe('the recorder on a real router, judged by a naive time line', () => {
  const seed = Number(process.env['GATE_SEED'] ?? Math.trunc(performance.timeOrigin) % 2 ** 31);
  const all = fc.sample(anyPacedOrder, { numRuns: orders, seed });
  const judgements: Judgement[] = [];
  let media: MediasoupMedia;
  let stage: Stage;

  before(async () => {
    media = await MediasoupMedia.start();
    stage = await openStage({ media });
  });
  after(async () => {
    await stage.close();
    await media.close();
  });

  for (let first = 0; first < orders; first += sideBySide) {
    const batch = all.slice(first, first + sideBySide);
    it(`[RG1] [RG2] [RG7] writes no packet that was sent while it might not be recorded, orders ${first + 1} to ${first + batch.length}`, async () => {
      const judged = await Promise.all(batch.map((order) => playOrder(order)));
      judgements.push(...judged);
      for (const { wrong, unknown } of judged)
        assert.deepEqual({ wrong, unknown }, { wrong: [], unknown: [] }, `seed ${seed}`);
    });
  }

  it('[RG2] writes at least 95 % of what was sent while it might be recorded, and at least a third of the orders allow it', (context) => {
    const due = judgements.reduce((sum, judgement) => sum + judgement.due, 0);
    const kept = judgements.reduce((sum, judgement) => sum + judgement.kept, 0);
    const opened = judgements.filter((judgement) => judgement.opened).length;
    context.diagnostic(
      `seed ${seed}: ${kept} of ${due} packets kept, ${opened} of ${orders} orders opened the gate`,
    );
    assert.equal(judgements.length, orders);
    assert.ok(opened >= orders / 3, `only ${opened} orders opened the gate, seed ${seed}`);
    assert.ok(due > 5000, `only ${due} packets were due, seed ${seed}`);
    assert.ok(kept >= due * 0.95, `only ${kept} of ${due} packets were written, seed ${seed}`);
  });

  async function playOrder(order: readonly Paced[]): Promise<Judgement> {
    const scribe = new GuardedScribe(stage);
    const people = await Promise.all((['visitor', 'agent', 'agent'] as const).map(makePerson));
    const talkers = await Promise.all(allPeople.map((who) => media.add(who, (people[who] ?? fail()).ref)));
    const story = new Story(scribe, people, (who, source) => (talkers[who] ?? fail()).media[source]);
    const [{ talker }] = [talkers[0] ?? fail()];
    for (const { step, ms } of order) if (await story.play(step)) await talkFor(talker, ms);
    await story.play({ do: 'end' });
    const end = process.hrtime.bigint();
    await allSealed(scribe);
    for (const { stop } of talkers) stop();
    const voices = talkers.map(({ talker: { sent }, media: { microphone, camera } }) => ({
      sent,
      media: { audio: microphone, video: camera },
    }));
    const marks = await writtenMarks(join(stage.recordings, scribe.conversation));
    return judge(story.facts, end, voices, marks);
  }

  function allSealed({ conversation }: GuardedScribe): Promise<void> {
    return stage.news.until(async () => {
      const types = (await stage.chain.read(conversation)).map(({ body }) => body.type);
      const count = (wanted: string) => types.filter((type) => type === wanted).length;
      return count('recording.started') === count('recording.stopped');
    });
  }
});

async function talkFor(talker: Talker, ms: number): Promise<void> {
  const until = process.hrtime.bigint() + BigInt(ms) * 1_000_000n;
  while (process.hrtime.bigint() < until) await talker.nextPacket();
}

function fail(): never {
  throw new Error('nobody is there');
}
