import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memorySource } from '../testing/memory-source.ts';
import { scanWebm } from './scan.ts';
import { WebmWriter } from './webm-writer.ts';

const frame = Buffer.from([0xfc, 1, 2, 3, 4, 5]);

/** Some seconds of sound and picture, as the chunks they were written in. */
function recorded(): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  const writer = new WebmWriter({ audio: true, video: 'vp9', append: (chunk) => chunks.push(chunk) });
  for (let time = 0; time < 5000; time += 20) {
    writer.add({ track: 1, time, keyFrame: true, pieces: [frame] });
    if (time % 40 === 0) writer.add({ track: 2, time, keyFrame: time % 2000 === 0, pieces: [frame, frame] });
  }
  writer.flush();
  return chunks;
}

const chunks = recorded();
const file = Buffer.concat(chunks);
const ends = chunks.map((_, index) => Buffer.concat(chunks.slice(0, index + 1)).length);

test('a whole file is known to its end', async () => {
  const scan = await scanWebm(memorySource(file));
  assert.equal(scan?.end, file.length);
  assert.equal(scan.clusters, chunks.length - 1);
  assert.equal(scan.duration, 5000);
});

test('a file cut off at any byte is known to the end of its last whole cluster', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: file.length }), async (length) => {
      const scan = await scanWebm(memorySource(file.subarray(0, length)));
      const end = ends.findLast((chunkEnd) => chunkEnd <= length);
      assert.equal(scan?.end, end);
      assert.equal(scan?.clusters, end === undefined ? undefined : ends.indexOf(end));
    }),
    { numRuns: 500 },
  );
});

test('a file that a power failure extended with zeros is known up to them', async () => {
  const end = ends[3] ?? 0;
  const torn = Buffer.concat([file.subarray(0, end), Buffer.alloc(5000)]);
  assert.equal((await scanWebm(memorySource(torn)))?.end, end);
});

test('arbitrary bytes are no recording', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      assert.equal(await scanWebm(memorySource(bytes)), undefined);
    }),
  );
});
