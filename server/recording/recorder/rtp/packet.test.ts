import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rtpPacket } from '../testing/rtp-packet.ts';
import { isRtcp, parseRtp } from './packet.ts';

const fields = fc.record({
  payloadType: fc.integer({ min: 0, max: 127 }),
  marker: fc.boolean(),
  sequence: fc.integer({ min: 0, max: 0xffff }),
  timestamp: fc.integer({ min: 0, max: 0xffffffff }),
  ssrc: fc.integer({ min: 0, max: 0xffffffff }),
  payload: fc.uint8Array({ maxLength: 50 }),
  sources: fc.array(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 15 }),
  padding: fc.integer({ min: 0, max: 255 }),
});
const extension = fc.option(
  fc.integer({ min: 0, max: 8 }).map((words) => Buffer.alloc(4 * words, 0x5a)),
  { nil: undefined },
);

test('a packet is read whatever sources, extension and padding it carries', () => {
  fc.assert(
    fc.property(fields, extension, (packet, words) => {
      const bytes = rtpPacket({ ...packet, ...(words === undefined ? {} : { extension: words }) });
      const { payloadType, marker, sequence, timestamp, ssrc, payload } = packet;
      const read = parseRtp(bytes, 7);
      assert.deepEqual(
        { ...read, payload: Buffer.from(read?.payload ?? []) },
        { payloadType, marker, sequence, timestamp, ssrc, payload: Buffer.from(payload), arrival: 7 },
      );
    }),
  );
});

test('a packet that ends before its own header does is refused', () => {
  const whole = rtpPacket({ sources: [1, 2], extension: Buffer.alloc(8), payload: Buffer.alloc(0) });
  for (let length = 0; length < whole.length; length += 1) {
    assert.equal(parseRtp(whole.subarray(0, length), 0), undefined, `${length} bytes`);
  }
  assert.notEqual(parseRtp(whole, 0), undefined);
});

test('padding that is longer than the packet is refused', () => {
  const bytes = rtpPacket({ payload: Buffer.alloc(4), padding: 4 });
  bytes[bytes.length - 1] = 200;
  assert.equal(parseRtp(bytes, 0), undefined);
});

test('arbitrary bytes never make the parser throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const packet = parseRtp(bytes, 0);
      assert.ok(packet === undefined || packet.payload.length <= bytes.length);
    }),
  );
});

test('RTCP is told apart from RTP, also from RTP with its marker set', () => {
  assert.equal(isRtcp(Buffer.from([0x80, 200])), true);
  assert.equal(isRtcp(Buffer.from([0x80, 206])), true);
  assert.equal(isRtcp(rtpPacket({ payloadType: 96, marker: true })), false);
  assert.equal(isRtcp(rtpPacket({ payloadType: 111 })), false);
});
