import type { SegmentId } from '@jawort/shared/domain/ids';
import type { Call } from '@jawort/shared/domain/records';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTcpRelay, type TcpRelay } from '../support/tcp-relay.ts';
import { bodiesOf } from '../support/evidence.ts';
import { RecordedCall } from './recorded-call.ts';
import { sealedSegment } from '../support/segments.ts';

describe('a party whose packets vanish while nothing says that the connection is gone', () => {
  let relay: TcpRelay;
  let call: RecordedCall;
  let segment: SegmentId;
  let lostAt: bigint;

  before(async () => {
    call = await RecordedCall.start({
      way: async (url) => {
        relay = await openTcpRelay(Number(new URL(url).port));
        return `http://localhost:${relay.port}`;
      },
    });
    segment = await call.recorded();
  });
  after(async () => {
    await call.close();
    await relay.close();
  });

  it('[RG4] is lost five seconds after its last beat, the recorder closed and the other side told', async () => {
    const { visitor, agent } = call.meeting;
    const last = await visitor.nextBeat();
    relay.swallowAll();
    agent.forget();
    await agent.hearsRecording('stopped');
    const toldAt = process.hrtime.bigint();
    await agent.party.notice('call:changed', ({ now }: { now: Call }) => hasOnly(agent.ref, now));
    const events = await call.events();
    const lost = events.findLast(({ body }) => body.type === 'party.lost' && body.party === visitor.ref);
    assert.ok(lost, 'no event says that the party was lost');
    lostAt = BigInt(lost.mono);
    assertSeconds(lostAt - last.answered, { from: 4.9, to: 6 });
    assertSeconds(toldAt - last.answered, { from: 4.9, to: 6 });
    assert.equal(visitor.party.socket.connected, true, 'the connection was closed, not black-holed');
  });

  it('[RG1] [RG4] leaves nothing on the disk of what the recorder still held back then, of neither side', async () => {
    const { startedAt, reason, files } = await sealedSegment(call, segment);
    assert.equal(reason, 'closed');
    const open = Number(lostAt - startedAt) / 1e9;
    for (const { last } of files)
      assert.ok(
        last > open - 1 && last < open - 0.2,
        `media up to ${last} s, with the recorder closed after ${open} s`,
      );
  });

  it('comes back into the same call, and is recorded on by the consent it gave before', async () => {
    const { visitor, both } = call.meeting;
    for (const one of both) one.forget();
    await visitor.reconnect();
    await call.join(visitor);
    await Promise.all(both.map((one) => one.hearsRecording('on')));
    const second = await call.recorded();
    await visitor.party.ask('call:end', visitor.at);
    assert.notEqual(second, segment);
    assert.equal((await sealedSegment(call, second)).reason, 'closed');
    const events = await call.events();
    assert.equal(bodiesOf(events, 'call.started').length, 1);
    assert.equal(bodiesOf(events, 'consent.given').length, 2);
  });
});

function hasOnly(ref: string, now: Call): boolean {
  return now.state === 'active' && now.joined.join() === ref;
}

function assertSeconds(nanoseconds: bigint, { from, to }: { from: number; to: number }): void {
  const seconds = Number(nanoseconds) / 1e9;
  assert.ok(seconds >= from && seconds <= to, `${seconds} s is not between ${from} and ${to}`);
}
