import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { makePerson, type Person } from '../../test/gate/consents.ts';
import { MemoryScribe } from '../../test/gate/memory-scribe.ts';
import { consented, toConsents, type Source, type Step, type Who } from '../../test/gate/steps.ts';
import { Story } from '../../test/gate/story.ts';
import { makeServerSigner } from '../../test/support/party-key.ts';
import type { ServerSigner } from '../../server/ports/signer.ts';
import type { MediaId } from '../domain/ids.ts';
import { verifyChain } from '../events/verify-chain.ts';
import { gate } from './gate.ts';

const mediaOf = (who: Who, source: Source) =>
  `00000000-0000-4000-8000-00000000000${who * 2 + (source === 'camera' ? 1 : 0)}` as MediaId;
const give = (who: Who): Step => ({ do: 'give', who, flaw: 'none' });

describe('the recording gate', () => {
  let signer: ServerSigner;
  let people: readonly Person[];

  before(async () => {
    signer = await makeServerSigner();
    people = await Promise.all((['visitor', 'agent', 'agent'] as const).map(makePerson));
  });

  async function after(...steps: readonly Step[]) {
    const scribe = new MemoryScribe(signer);
    const story = new Story(
      scribe,
      people.map((person) => ({ ...person })),
      mediaOf,
    );
    for (const step of steps) assert.ok(await story.play(step), `${step.do} makes no sense here`);
    return gate(await verifyChain(scribe.conversation, scribe.stored, signer.keys));
  }

  async function reasonsAfter(...steps: readonly Step[]): Promise<readonly string[]> {
    const now = await after(...steps);
    return now.state === 'open' ? ['open'] : now.missing.map(({ reason }) => reason);
  }

  it('[RG2] opens with the second consent, for what both have consented to', async () => {
    const now = await after(...consented);
    assert.ok(now.state === 'open');
    assert.deepEqual(now.modalities, ['audio', 'video']);
    assert.equal(now.media.length, 4);
    assert.equal(now.consents.length, 2);
  });

  it('[RG2] stays closed after one consent', async () => {
    assert.deepEqual(await reasonsAfter(...toConsents, give(0)), ['no-consent']);
    assert.deepEqual(await reasonsAfter(...toConsents, give(1)), ['no-consent']);
  });

  it('[RG2] lets only that media through which both have consented to', async () => {
    const now = await after(...toConsents, give(0), { do: 'give', who: 1, flaw: 'sound alone' });
    assert.ok(now.state === 'open');
    assert.deepEqual(
      now.media.map(({ source }) => source),
      ['microphone', 'microphone'],
    );
  });

  it('is closed before there is a call and after it', async () => {
    assert.deepEqual(await reasonsAfter(), ['no-call']);
    assert.deepEqual(await reasonsAfter(...consented, { do: 'end' }), ['no-call']);
  });

  it('[RG6] asks afresh in the next call', async () => {
    const again: readonly Step[] = toConsents.filter((step) => step.do !== 'publish');
    assert.deepEqual(await reasonsAfter(...consented, { do: 'end' }, ...again), ['no-consent', 'no-consent']);
  });

  for (const [what, step, reasons] of [
    ['a withdrawal', { do: 'withdraw', who: 0 }, ['no-consent']],
    ['a party lost', { do: 'lose', who: 1 }, ['absent']],
    ['a party who leaves', { do: 'leave', who: 1 }, ['too-few-parties']],
    ['a new version of the notice', { do: 'publish', notice: 1 }, ['other-notice', 'other-notice']],
    ['a newcomer', { do: 'join', who: 2 }, ['no-consent', 'no-consent', 'no-key']],
    ['a new key', { do: 'bind', who: 0, fresh: true }, ['no-consent', 'other-parties']],
    ['a jump of the clock', { do: 'jump' }, ['absent', 'absent']],
    ['an interruption', { do: 'interrupt' }, ['absent', 'absent']],
  ] as const satisfies readonly (readonly [string, Step, readonly string[]])[]) {
    it(`[RG4] closes on ${what}`, async () => {
      assert.deepEqual([...(await reasonsAfter(...consented, step))].sort(), [...reasons].sort());
    });
  }

  it('[RG4] opens again after an interruption once both have joined again', async () => {
    const rejoined = [...consented, { do: 'interrupt' }, { do: 'join', who: 0 }] as const;
    assert.deepEqual(await reasonsAfter(...rejoined), ['absent']);
    assert.deepEqual(await reasonsAfter(...rejoined, { do: 'join', who: 1 }), ['open']);
  });

  it('[RG4] stays closed when a party comes back without its key, until it has consented again', async () => {
    const returned = [...consented, { do: 'return', who: 1 }] as const;
    assert.deepEqual(await reasonsAfter(...returned), ['no-consent']);
    assert.deepEqual(await reasonsAfter(...returned, { do: 'join', who: 1 }), ['no-consent']);
    assert.deepEqual(await reasonsAfter(...returned, give(1)), ['open']);
  });

  it('[RG4] stays closed when a newcomer has come and gone, until all have consented again', async () => {
    const cameAndWent = [...consented, { do: 'join', who: 2 }, { do: 'leave', who: 2 }] as const;
    assert.deepEqual(await reasonsAfter(...cameAndWent), ['no-consent', 'no-consent']);
    assert.deepEqual(await reasonsAfter(...cameAndWent, give(0), give(1)), ['open']);
  });

  for (const flaw of ['former notice', 'without the last party'] as const) {
    it(`[RG2] stays closed when a consent is for ${flaw}`, async () => {
      const steps: readonly Step[] = [
        ...toConsents,
        { do: 'publish', notice: 1 },
        { do: 'join', who: 2 },
        { do: 'bind', who: 2, fresh: false },
        give(0),
        give(1),
        { do: 'give', who: 2, flaw },
      ];
      assert.equal((await reasonsAfter(...steps)).length, 1);
      assert.notDeepEqual(await reasonsAfter(...steps), ['open']);
    });
  }

  it('[RG9] names the last event that its decision rests on, whatever else is stored afterwards', async () => {
    const [now, later] = [await after(...consented), await after(...consented, { do: 'chat' })];
    assert.ok(now.state === 'open' && later.state === 'open');
    assert.equal(now.seq, consented.length);
    assert.equal(later.seq, now.seq);
  });
});
