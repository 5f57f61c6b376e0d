import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TimestampUnwrapper } from './timestamp.ts';

const step = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });

test('a timestamp is followed over any number of wraps, forwards and backwards', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.array(step), (first, steps) => {
      const unwrapper = new TimestampUnwrapper();
      let expected = unwrapper.unwrap(first);
      for (const change of steps) {
        expected += change;
        assert.equal(unwrapper.unwrap((expected % 2 ** 32) >>> 0), expected);
      }
    }),
  );
});

test('looking near the last timestamp does not move on to it', () => {
  const unwrapper = new TimestampUnwrapper();
  unwrapper.unwrap(0xffffff00);
  assert.equal(unwrapper.near(0x10), 2 ** 32 + 0x10);
  assert.equal(unwrapper.near(0xfffffe00), 0xfffffe00);
});
