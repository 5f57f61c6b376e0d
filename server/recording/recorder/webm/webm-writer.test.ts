import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { memorySource } from '../testing/memory-source.ts';
import { readAllClusters } from '../testing/read-blocks.ts';
import type { Block } from './cluster.ts';
import type { ReadCluster } from './read-clusters.ts';
import { readHeader, type ReadHeader } from './read-header.ts';
import { WebmWriter } from './webm-writer.ts';

const data = Buffer.from([0xfc, 1, 2]);
const sound = (time: number): Block => ({ track: 1, time, keyFrame: true, pieces: [data] });
const picture = (time: number, keyFrame: boolean): Block => ({
  track: 2,
  time,
  keyFrame,
  pieces: [data, data],
});

let chunks: Uint8Array[];
let writer: WebmWriter;

beforeEach(() => {
  chunks = [];
  writer = new WebmWriter({ audio: true, video: 'vp8', append: (chunk) => chunks.push(chunk) });
});

async function header(): Promise<ReadHeader | undefined> {
  return readHeader(memorySource(Buffer.concat(chunks)));
}

function clusters(): Promise<readonly ReadCluster[]> {
  return readAllClusters(Buffer.concat(chunks));
}

const timesOf = (cluster: ReadCluster): readonly number[] => cluster.blocks.map((block) => block.time);

test('nothing is written before the first frame', () => {
  writer.tick(5000);
  writer.flush();
  assert.equal(chunks.length, 0);
});

test('[RG1] the first chunk is a header, each later one a whole cluster of at most a second', async () => {
  for (let time = 100; time < 3500; time += 20) writer.add(sound(time));
  writer.flush();
  const read = await clusters();
  assert.equal(chunks.length, 1 + read.length);
  assert.deepEqual(
    read.map(({ timestamp }) => timestamp),
    [100, 1100, 2100, 3100],
  );
  assert.equal(read.flatMap(timesOf).length, 170);
});

test('a cluster that has waited for a second is written although nothing follows', () => {
  writer.add(sound(100));
  writer.tick(1099);
  assert.equal(chunks.length, 0);
  writer.tick(1100);
  assert.equal(chunks.length, 2);
});

test('a key frame is the first block of its cluster', async () => {
  [sound(0), picture(10, true), sound(20), picture(43, false), picture(76, true)].forEach((block) =>
    writer.add(block),
  );
  writer.flush();
  assert.deepEqual((await clusters()).map(timesOf), [[0], [10, 20, 43], [76]]);
});

test('a block that comes late keeps its time, and cluster times never go back', async () => {
  [sound(500), picture(300, true), sound(520)].forEach((block) => writer.add(block));
  writer.flush();
  const read = await clusters();
  assert.deepEqual(read.map(timesOf), [[500], [300, 520]]);
  assert.deepEqual(
    read.map(({ timestamp }) => timestamp),
    [500, 500],
  );
});

test("the header tells the first key frame's size when it comes within the first cluster", async () => {
  writer.add(sound(0));
  writer.add(picture(250, true), { width: 1280, height: 720 });
  writer.flush();
  assert.deepEqual((await header())?.tracks, {
    audio: true,
    video: { codec: 'vp8', size: { width: 1280, height: 720 } },
  });
});

test('sound does not wait for a picture that comes later than the first cluster', async () => {
  for (let time = 0; time <= 1000; time += 20) writer.add(sound(time));
  assert.equal(chunks.length, 2);
  writer.add(picture(1100, true), { width: 1280, height: 720 });
  writer.flush();
  assert.deepEqual((await header())?.tracks.video?.size, { width: 640, height: 480 });
});

test('the file of a call without pictures declares none', async () => {
  writer = new WebmWriter({ audio: true, append: (chunk) => chunks.push(chunk) });
  writer.add(sound(0));
  writer.flush();
  assert.deepEqual((await header())?.tracks, { audio: true, video: undefined });
});

test('blocks keep their bytes, their track and whether they are key frames', async () => {
  [sound(0), picture(5, false)].forEach((block) => writer.add(block));
  writer.flush();
  const blocks = (await clusters()).flatMap((cluster) => cluster.blocks);
  assert.deepEqual(
    blocks.map(({ track, keyFrame, duration, data: bytes }) => [
      track,
      keyFrame,
      duration,
      Buffer.from(bytes),
    ]),
    [
      [1, true, 20, data],
      [2, false, 0, Buffer.concat([data, data])],
    ],
  );
});
