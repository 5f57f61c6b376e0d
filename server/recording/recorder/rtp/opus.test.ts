import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opusDuration } from './opus.ts';

const packet = (config: number, code: number, ...rest: readonly number[]): Buffer =>
  Buffer.from([(config << 3) | code, ...rest]);

test('the duration of an Opus packet follows from its first bytes', () => {
  assert.equal(opusDuration(packet(0, 0)), 10);
  assert.equal(opusDuration(packet(11, 0)), 60);
  assert.equal(opusDuration(packet(13, 0)), 20);
  assert.equal(opusDuration(packet(16, 0)), 2.5);
  assert.equal(opusDuration(packet(31, 0)), 20);
  assert.equal(opusDuration(packet(31, 1)), 40);
  assert.equal(opusDuration(packet(31, 2)), 40);
  assert.equal(opusDuration(packet(31, 3, 3)), 60);
});

test('a malformed Opus packet claims no more than the longest packet there is', () => {
  assert.equal(opusDuration(packet(3, 3, 63)), 120);
  assert.equal(opusDuration(Buffer.alloc(0)), 0);
});
