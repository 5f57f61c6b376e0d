import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FrameAssembler } from './frame-assembler.ts';
import type { EncodedFrame } from './frame.ts';
import type { RtpPacket } from './packet.ts';
import { vp8 } from './vp8.ts';
import { vp9 } from './vp9.ts';

const begin = 0x10;
const next = 0x00;
const key = 0x10;
const inter = 0x11;

let frames: EncodedFrame[];
let assembler: FrameAssembler;

beforeEach(() => {
  frames = [];
  assembler = new FrameAssembler(vp8, (frame) => frames.push(frame));
});

function packet(timestamp: number, marker: boolean, ...payload: readonly number[]): RtpPacket {
  const bytes = Buffer.from(payload);
  return { payloadType: 96, ssrc: 1, sequence: 0, arrival: timestamp, timestamp, marker, payload: bytes };
}

const written = (): readonly number[] => frames.map((frame) => frame.timestamp);
const bytesOf = (frame: EncodedFrame | undefined): Buffer => Buffer.concat(frame?.pieces ?? []);

test('a frame is the bytes of its packets without their descriptors', () => {
  assembler.push(packet(1, false, begin, key, 2, 3), 0);
  assembler.push(packet(1, false, next, 4, 5), 0);
  assembler.push(packet(1, true, next, 6), 0);
  assert.deepEqual(bytesOf(frames[0]), Buffer.from([key, 2, 3, 4, 5, 6]));
});

test('nothing is written before the first key frame', () => {
  assembler.push(packet(1, true, begin, inter), 0);
  assert.equal(assembler.needsKeyFrame, true);
  assembler.push(packet(2, true, begin, key), 0);
  assembler.push(packet(3, true, begin, inter), 0);
  assert.deepEqual(written(), [2, 3]);
  assert.equal(assembler.needsKeyFrame, false);
});

test('a loss drops its frame and all that follow until the next key frame', () => {
  assembler.push(packet(1, true, begin, key), 0);
  assembler.push(packet(2, false, begin, inter), 0);
  assembler.push(packet(2, true, next, 9), 1);
  assert.equal(assembler.needsKeyFrame, true);
  assembler.push(packet(3, true, begin, inter), 0);
  assembler.push(packet(4, true, begin, key), 0);
  assembler.push(packet(5, true, begin, inter), 0);
  assert.deepEqual(written(), [1, 4, 5]);
  assert.equal(assembler.dropped, 2);
});

test('a frame lost between two others also spoils those after it', () => {
  assembler.push(packet(1, true, begin, key), 0);
  assembler.push(packet(3, true, begin, inter), 1);
  assert.deepEqual(written(), [1]);
});

test('a new timestamp ends a frame whose sender set no marker', () => {
  assembler.push(packet(1, false, begin, key), 0);
  assembler.push(packet(2, true, begin, inter), 0);
  assert.deepEqual(written(), [1, 2]);
});

test('packets of nothing but padding do not disturb a frame', () => {
  assembler.push(packet(1, false, begin, key), 0);
  assembler.push(packet(1, false), 0);
  assembler.push(packet(1, true, next, 7), 0);
  assert.deepEqual(bytesOf(frames[0]), Buffer.from([key, 7]));
});

test('a frame that is not complete when the recording ends is not written', () => {
  assembler.push(packet(1, false, begin, key), 0);
  assembler.end();
  assert.deepEqual(written(), []);
  assert.equal(assembler.dropped, 1);
});

test('the spatial layers of a VP9 picture become one frame with an index', () => {
  const layers = new FrameAssembler(vp9, (frame) => frames.push(frame));
  const keyBytes = [0x82, 0x49, 0x83, 0x42, 0x20, 0x27, 0xf0, 0x1d, 0xf0];
  layers.push(packet(1, false, 0x28, 0x00, 0x00, ...keyBytes), 0);
  layers.push(packet(1, false, 0x20, 0x00, 0x00, 1, 2), 0);
  layers.push(packet(1, true, 0x28, 0x02, 0x00, 3, 4, 5), 0);
  assert.deepEqual(bytesOf(frames[0]).subarray(-10), Buffer.from([0xd9, 11, 0, 0, 0, 3, 0, 0, 0, 0xd9]));
});
