import { peekJws } from '@jawort/shared/crypto/jws';
import type { RequestId, WithdrawalId } from '@jawort/shared/domain/ids';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { v7 } from 'uuid';
import { stageConsent, type Signing, type StagedConsent } from '../../test/support/staged-consent.ts';

const steps = [
  'agent asks',
  'visitor asks',
  'visitor’s browser sends its key',
  'visitor says no',
  'visitor says yes',
  'visitor withdraws',
  'agent says yes',
  'agent withdraws',
  'a second passes',
] as const;
type Step = (typeof steps)[number];

it('[RG5] everything the other party hears and is answered is the same for a no as for no answer', async () => {
  const script = fc.array(fc.constantFrom(...steps), { minLength: 3, maxLength: 9 });
  const property = fc.asyncProperty(script, async (after) => {
    const run = ['agent asks', 'visitor’s browser sends its key', 'visitor says no', ...after] as const;
    const silent = run.map((step) => (step === 'visitor says no' ? 'visitor does not answer' : step));
    assert.deepEqual(await seenByAgent(run), await seenByAgent(silent));
  });
  await fc.assert(property, { numRuns: 20 });
});

type Played = Step | 'visitor does not answer';

/** All that the agent's connection receives, notices and answers, with ids by order of appearance. */
async function seenByAgent(script: readonly Played[]): Promise<unknown> {
  const stage = await stageConsent();
  const answers: unknown[] = [];
  let request = v7() as RequestId;
  const asAgent = async (ask: () => Promise<unknown>) => answers.push(await ask().catch(codeOf));
  for (const step of script) {
    if (step === 'agent asks' || step === 'visitor asks') request = v7() as RequestId;
    await play(step, stage, request, asAgent);
    answers.push(await stage.ayse.view());
  }
  return withoutIds({ answers, heard: stage.bus.heardBy(stage.agent.party) });
}

async function play(
  step: Played,
  stage: StagedConsent,
  request: RequestId,
  asAgent: (ask: () => Promise<unknown>) => Promise<unknown>,
): Promise<unknown> {
  const { mia, ayse, ask, visitor, agent } = stage;
  const quietly = (doing: Promise<unknown>) => doing.catch(codeOf);
  switch (step) {
    case 'agent asks':
      return asAgent(() => ask(request, agent));
    case 'visitor asks':
      return quietly(ask(request, visitor));
    case 'visitor’s browser sends its key':
      return quietly(mia.offer(request));
    case 'visitor says no':
      return mia.refuse(request);
    case 'visitor does not answer':
      return undefined;
    case 'visitor says yes':
      return quietly(mia.sayYes(request));
    case 'visitor withdraws':
      return quietly(withdraw(mia));
    case 'agent says yes':
      return asAgent(() => ayse.sayYes(request));
    case 'agent withdraws':
      return asAgent(() => withdraw(ayse));
    case 'a second passes':
      passSecond(stage);
      return undefined;
  }
}

function withdraw(party: Signing): Promise<string> {
  return party.withdraw(v7() as WithdrawalId);
}

function passSecond({ clock, calls, call, visitor, agent }: StagedConsent): void {
  clock.advance(1000);
  for (const caller of [visitor, agent]) calls.seat(caller, call).beat();
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : String(error);
}

const opaque = /^(sha256-[\w-]{43}|[\w-]{43}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

// Two conversations differ in their ids, keys, hashes and signatures; anything else is a difference that could be seen.
function withoutIds(value: unknown): unknown {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `id ${names.size}`;
    names.set(id, name);
    return name;
  };
  const visit = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(visit);
    if (typeof one === 'object' && one !== null) {
      return Object.entries(one).map(([name, member]) => [name, visit(member)]);
    }
    if (typeof one !== 'string') return one;
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(one)) return visit(peekJws(one));
    return opaque.test(one) ? nameOf(one) : one;
  };
  return visit(value);
}
