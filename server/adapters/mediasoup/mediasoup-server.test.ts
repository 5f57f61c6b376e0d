import type { CallId, MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { ConsumerId, MediaParameters } from '@jawort/shared/protocol/media';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { v7 } from 'uuid';
import type { Clock } from '../../ports/clock.ts';
import { MediasoupServer } from './mediasoup-server.ts';

const clock: Clock = {
  now: () => new Date('2026-11-24T09:00:00.000Z'),
  monotonic: () => 0n,
  after: () => () => {},
};
const [visitor, agent] = [v7() as ParticipantId, v7() as ParticipantId];
const newCall = () => v7() as CallId;

const headerExtensions = [
  { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
  { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time', id: 4 },
  { uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01', id: 5 },
];

const camera: MediaParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      rtcpFeedback: [
        { type: 'nack' },
        { type: 'nack', parameter: 'pli' },
        { type: 'goog-remb' },
        { type: 'transport-cc' },
      ],
    },
    { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
  ],
  headerExtensions,
  encodings: [{ ssrc: 2222, rtx: { ssrc: 2223 } }],
  rtcp: { cname: 'visitor' },
};

describe('mediasoup as the media server', () => {
  let media: MediasoupServer;

  before(async () => {
    media = await MediasoupServer.start({ workers: 1, listenIp: '127.0.0.1', clock });
  });
  after(() => media.close());

  async function roomOfTwo() {
    const room = await media.open(newCall());
    await room.join(visitor);
    await room.join(agent);
    return room;
  }

  it('gives the same room for the same call', async () => {
    const call = newCall();
    const [first, again] = await Promise.all([media.open(call), media.open(call)]);
    assert.equal(first, again);
    assert.equal(media.find(call), first);
    first.close();
    assert.equal(media.find(call), null);
  });

  it('offers the codecs that the recorder can write, and no others', async () => {
    const { rtpCapabilities } = await media.open(newCall());
    const codecs = rtpCapabilities['codecs'] as { mimeType: string }[];
    assert.deepEqual(
      [...new Set(codecs.map(({ mimeType }) => mimeType))],
      ['audio/opus', 'video/VP8', 'video/rtx', 'video/VP9'],
    );
  });

  it('tells browsers one UDP and one TCP candidate', async () => {
    const room = await media.open(newCall());
    const { send, receive } = await room.join(visitor);
    assert.notEqual(send.id, receive.id);
    assert.deepEqual(
      send.iceCandidates.map((candidate) => candidate['protocol']),
      ['udp', 'tcp'],
    );
  });

  it('makes a producer paused, so that nothing flows before it is announced', async () => {
    const room = await roomOfTwo();
    const id = await room.produce(visitor, 'camera', camera);
    assert.deepEqual(room.all(), [{ media: id, party: visitor, source: 'camera', paused: true }]);
    await room.pause(visitor, id, false);
    assert.equal(room.all()[0]?.paused, false);
  });

  it('lets the other party consume and resume', async () => {
    const room = await roomOfTwo();
    const id = await room.produce(visitor, 'camera', camera);
    const consumer = await room.consume(agent, id, room.rtpCapabilities);
    assert.equal(consumer.media, id);
    assert.equal(consumer.kind, 'video');
    await room.resume(agent, consumer.id);
  });

  it('refuses a second camera of one party', async () => {
    const room = await roomOfTwo();
    await room.produce(visitor, 'camera', camera);
    await assert.rejects(room.produce(visitor, 'camera', camera), { code: 'ERR_MEDIA_LIMIT' });
  });

  it('refuses what belongs to another party', async () => {
    const room = await roomOfTwo();
    const id = await room.produce(visitor, 'camera', camera);
    const consumer = await room.consume(agent, id, room.rtpCapabilities);
    const { receive } = await room.join(agent);
    await assert.rejects(room.pause(agent, id, false), { code: 'ERR_NOT_FOUND' });
    await assert.rejects(room.resume(visitor, consumer.id), { code: 'ERR_NOT_FOUND' });
    await assert.rejects(room.connect(visitor, receive.id, {}), { code: 'ERR_NOT_FOUND' });
    await assert.rejects(room.resume(agent, v7() as ConsumerId), { code: 'ERR_NOT_FOUND' });
  });

  it('answers parameters that make no sense with ERR_MEDIA_FAILED and the cause', async () => {
    const room = await roomOfTwo();
    await assert.rejects(room.produce(visitor, 'microphone', { codecs: 'none' }), (error) => {
      assert.ok(error instanceof Error && error.cause instanceof Error);
      return 'code' in error && error.code === 'ERR_MEDIA_FAILED';
    });
    await assert.rejects(room.consume(agent, v7() as MediaId, room.rtpCapabilities), {
      code: 'ERR_MEDIA_FAILED',
    });
  });

  it('ends what a party sent when it leaves or joins again', async () => {
    const room = await roomOfTwo();
    await room.produce(visitor, 'camera', camera);
    await room.join(visitor);
    assert.deepEqual(room.all(), []);
    await room.produce(visitor, 'camera', camera);
    room.leave(visitor);
    assert.deepEqual(room.all(), []);
    await assert.rejects(room.produce(visitor, 'camera', camera), { code: 'ERR_NOT_IN_CALL' });
  });

  it('refuses to tap what is not in the call', async () => {
    const room = await roomOfTwo();
    await assert.rejects(room.tap(40_000, [v7() as MediaId]), { code: 'ERR_NOT_FOUND' });
  });
});

describe('a mediasoup worker that is killed', () => {
  it('loses its calls, is replaced, and calls open again on the new one', async () => {
    const problems: string[] = [];
    const media = await MediasoupServer.start({
      workers: 1,
      listenIp: '127.0.0.1',
      clock,
      onProblem: (what) => problems.push(what),
    });
    try {
      const call = newCall();
      const room = await media.open(call);
      await room.join(visitor);
      const lost = new Promise<CallId>((resolve) => media.onLost(resolve));
      const [pid] = await media.pids();
      assert.ok(pid);
      process.kill(pid, 'SIGKILL');
      assert.equal(await lost, call);
      assert.equal(media.find(call), null);
      await assert.rejects(room.join(agent), { code: 'ERR_MEDIA_FAILED' });
      const again = await media.open(call);
      assert.notEqual(again, room);
      await again.join(visitor);
      assert.notDeepEqual(await media.pids(), [pid]);
      assert.equal(problems.length, 1);
    } finally {
      await media.close();
    }
  });
});
