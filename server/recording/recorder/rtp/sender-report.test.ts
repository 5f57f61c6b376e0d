import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSenderReports } from './sender-report.ts';

function senderReport(ssrc: number, seconds: number, fraction: number, timestamp: number): Buffer {
  const report = Buffer.alloc(28);
  report.writeUInt8(0x80, 0);
  report.writeUInt8(200, 1);
  report.writeUInt16BE(6, 2);
  [ssrc, seconds, fraction, timestamp].forEach((value, index) => report.writeUInt32BE(value, 4 + 4 * index));
  return report;
}

const sourceDescription = Buffer.from([0x81, 202, 0, 1, 0, 0, 0, 9]);

test('every sender report of a compound datagram is read', () => {
  const compound = Buffer.concat([
    senderReport(1, 10, 2 ** 31, 90),
    sourceDescription,
    senderReport(2, 11, 0, 48),
  ]);
  assert.deepEqual(parseSenderReports(compound), [
    { ssrc: 1, wallClock: 10_500, timestamp: 90 },
    { ssrc: 2, wallClock: 11_000, timestamp: 48 },
  ]);
});

test('a report that is cut off is not read', () => {
  assert.deepEqual(parseSenderReports(senderReport(1, 10, 0, 90).subarray(0, 27)), []);
});
