import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bodiesOf } from '../support/evidence.ts';
import { killPart, processOf } from '../support/processes.ts';
import { RecordedCall } from './recorded-call.ts';
import { sealedSegment } from '../support/segments.ts';

describe('a recorded call', () => {
  let call: RecordedCall;

  before(async () => {
    call = await RecordedCall.start();
  });
  after(() => call.close());

  const forget = () => {
    for (const one of call.meeting.both) one.forget();
  };

  it('goes on when the recorder is killed: what lies there is sealed as interrupted, and a new recorder opens the next segment', async () => {
    forget();
    const { both } = call.meeting;
    const segment = await call.recorded();
    const former = await killPart(call.server, 'recorder');
    await Promise.all(both.map((one) => one.hearsRecording('stopped')));
    await Promise.all(both.map((one) => one.hearsRecording('on')));
    assert.notEqual(await processOf(call.server, 'recorder', former), former);
    assert.equal((await sealedSegment(call, segment)).reason, 'interrupted');
    assert.notEqual(await call.recorded(), segment);
    assert.equal(bodiesOf(await call.events(), 'consent.given').length, 2);
  });

  it('is interrupted when the media worker is killed, while the chat goes on', async () => {
    forget();
    const { both, agent, at } = call.meeting;
    const segment = await call.recorded();
    await killPart(call.server, 'media worker');
    const { seq } = await call.meeting.say('Sind Sie noch da?');
    await agent.party.notice(
      'message:posted',
      ({ message }: { message: { seq: number } }) => message.seq === seq,
    );
    await Promise.all(
      both.map(({ party }) =>
        party.notice('call:rejoin', ({ call: id }: { call: string }) => id === at.call),
      ),
    );
    await Promise.all(both.map((one) => one.hearsRecording('stopped')));
    const interrupted = bodiesOf(await call.events(), 'call.interrupted');
    assert.deepEqual(
      interrupted.map(({ reason }) => reason),
      ['media-lost'],
    );
    await sealedSegment(call, segment);
  });

  it('[RG4] is recorded again only when both have joined on the new media worker, by the consents they gave before', async () => {
    forget();
    const { visitor, agent, both, at } = call.meeting;
    await call.join(visitor);
    await call.join(agent);
    await Promise.all(both.map((one) => one.hearsRecording('on')));
    const segment = await call.recorded();
    await visitor.party.ask('call:end', at);
    assert.equal((await sealedSegment(call, segment)).reason, 'closed');
    assertBackBeforeRecorded(await call.events());
  });
});

function assertBackBeforeRecorded(events: readonly VerifiedEvent[]): void {
  const interrupted = events.findIndex(({ body }) => body.type === 'call.interrupted');
  const since = events.slice(interrupted);
  const recorded = since.findIndex(({ body }) => body.type === 'recording.started');
  assert.equal(bodiesOf(since.slice(0, recorded), 'party.joined').length, 2);
  assert.equal(bodiesOf(since, 'consent.given').length, 0);
}
