import type { MediaId } from '@jawort/shared/domain/ids';
import { verifyChain } from '@jawort/shared/events/verify-chain';
import { gate } from '@jawort/shared/gate/gate';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ServerSigner } from '../../server/ports/signer.ts';
import { makeServerSigner } from '../support/party-key.ts';
import { makePerson, type Person } from './consents.ts';
import { MemoryScribe } from './memory-scribe.ts';
import { allowedAfter, type Allowed } from './naive-timeline.ts';
import { anyOrder, type Source, type Step, type Who } from './steps.ts';
import { Story } from './story.ts';

/** In four tests, so that each ends well within its time on a small machine. */
const batches = 4;
const orders = 500;

describe('the gate, judged by a naive time line', () => {
  let signer: ServerSigner;
  let people: readonly Person[];

  before(async () => {
    signer = await makeServerSigner();
    people = await Promise.all((['visitor', 'agent', 'agent'] as const).map(makePerson));
  });

  for (let batch = 1; batch <= batches; batch++) {
    it(`[RG2] [RG3] [RG4] is open after exactly those events after which the time line says so, batch ${batch} of ${orders} orders`, async () => {
      let opened = 0;
      await fc.assert(
        fc.asyncProperty(anyOrder, async (steps) => {
          if (await agree(steps)) opened++;
        }),
        { numRuns: orders, endOnFailure: true },
      );
      assert.ok(opened >= orders / 3, `only ${opened} of ${orders} orders opened the gate`);
    });
  }

  /** Whether the order opened the gate at all. */
  async function agree(steps: readonly Step[]): Promise<boolean> {
    const scribe = new MemoryScribe(signer);
    const story = new Story(scribe, copiesOf(people), mediaOf);
    for (const step of steps) await story.play(step);
    const events = await verifyChain(scribe.conversation, scribe.stored, signer.keys);
    let opened = false;
    for (const { seq } of events) {
      const facts = story.facts.filter(({ t }) => t <= BigInt(seq));
      const decided = gate(events.slice(0, seq));
      const mayRecord = decided.state === 'open' ? decided.media.map(({ media }) => media) : null;
      assert.deepEqual(sorted(mayRecord), sorted(allowedAfter(facts)), `after event ${seq}`);
      opened ||= decided.state === 'open';
    }
    return opened;
  }
});

// Stories give people new keys; the next one starts with the old ones, for making keys takes longer than all the rest.
function copiesOf(people: readonly Person[]): readonly Person[] {
  return people.map((person) => ({ ...person }));
}

function mediaOf(who: Who, source: Source): MediaId {
  return `00000000-0000-4000-8000-00000000000${who * 2 + (source === 'camera' ? 1 : 0)}` as MediaId;
}

function sorted(allowed: Allowed | readonly string[]): readonly string[] | null {
  return allowed && [...allowed].sort();
}
