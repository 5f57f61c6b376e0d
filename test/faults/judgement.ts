import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { gate } from '@jawort/shared/gate/gate';
import assert from 'node:assert/strict';
import type { TestServer } from '../support/server.ts';
import type { ConsentRun } from './consent-run.ts';
import { readEvidence, type Evidence } from '../support/evidence.ts';

type Events = readonly VerifiedEvent[];

/** What a dead server had on the disk. */
export type Remains = Evidence & {
  /** Without what the next server has added. */
  readonly before: Events;
  /** Counted, not asked of the gate. */
  readonly consented: ReadonlySet<ParticipantId>;
};

/** Reads, with a server running again, what the dead one left. */
export async function readRemains(server: TestServer, run: ConsentRun): Promise<Remains> {
  const evidence = await readEvidence(server, run.meeting.at.conversation);
  const before = evidence.events.slice(0, restartIn(evidence.events));
  return { ...evidence, before, consented: consentedIn(before) };
}

/** The gate was open for two consents and no fewer, and is closed after the restart whatever it was. */
export async function judgeGate({ before, events, consented }: Remains, run: ConsentRun): Promise<void> {
  assert.equal(gate(before).state, consented.size === 2 ? 'open' : 'closed', 'the gate when the server died');
  assert.equal(gate(events).state, 'closed', 'the gate after the restart');
  for (const { party } of run.meeting.both) {
    const { conversation } = run.meeting.at;
    const { recording } = await party.ask('conversation:sync', { conversation, after: 0 });
    assert.equal(recording.state, 'off', 'what is told of recording after the restart');
  }
}

/** Every receipt that anybody has seen is in the chain, byte for byte. */
export function judgeReceipts({ stored }: Remains, receipts: readonly string[]): void {
  const known = new Set(stored.map(({ jws }) => jws));
  for (const receipt of receipts) assert.ok(known.has(receipt), 'an acknowledged receipt is gone');
}

/** Every acknowledged message is there once, as acknowledged, and saying all of them again doubles none. */
export async function judgeMessages(run: ConsentRun): Promise<void> {
  const acknowledged = new Map(run.acknowledged);
  for (const id of run.said) await run.sayAgain(id);
  for (const [id, seq] of acknowledged)
    assert.equal(run.acknowledged.get(id), seq, 'a retry has another seq');
  const { conversation } = run.meeting.at;
  for (const { party } of run.meeting.both) {
    const { messages } = await party.ask('conversation:sync', { conversation, after: 0 });
    assert.deepEqual(
      messages.map(({ id, seq }) => [id, seq]),
      run.said.map((id, index) => [id, index + 1]),
    );
  }
}

/** When both are back the gate opens, as soon as both consents are stored and no sooner. */
export async function judgeReopening(
  server: TestServer,
  run: ConsentRun,
  { consented }: Remains,
): Promise<void> {
  const { both, at } = run.meeting;
  for (const one of both) one.forget();
  for (const one of both) await one.join();
  if (consented.size < 2) await run.complete(consented);
  await Promise.all(both.map((one) => one.hearsRecording('on')));
  const { events } = await readEvidence(server, at.conversation);
  const restart = restartIn(events);
  const started = events.findIndex(({ body }, index) => index > restart && body.type === 'recording.started');
  const since = events.slice(restart, started).flatMap(({ body }) => (isJoin(body) ? body.party : []));
  assert.equal(consentedIn(events.slice(0, started)).size, 2, 'recorded without both consents');
  assert.equal(new Set(since).size, 2, 'recorded before both were back');
}

function isJoin(
  body: VerifiedEvent['body'],
): body is Extract<VerifiedEvent['body'], { type: 'party.joined' }> {
  return body.type === 'party.joined';
}

function restartIn(events: Events): number {
  const found = events.findLastIndex(
    ({ body }) => body.type === 'call.interrupted' && body.reason === 'restart',
  );
  assert.notEqual(found, -1, 'the restart is not in the chain');
  return found;
}

function consentedIn(events: Events): ReadonlySet<ParticipantId> {
  return new Set(events.flatMap(({ body }) => (body.type === 'consent.given' ? body.party : [])));
}
