import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vp9 } from './vp9.ts';

/** Profile 0, 640 × 480: frame marker, key frame, sync code, colour space 1, sides minus one. */
const keyFrame = Buffer.from([0x82, 0x49, 0x83, 0x42, 0x20, 0x27, 0xf0, 0x1d, 0xf0, 0xaa]);
const interFrame = Buffer.from([0x86, 0xbb]);

const flag = {
  id: 0x80,
  predicted: 0x40,
  layers: 0x20,
  flexible: 0x10,
  begin: 0x08,
  end: 0x04,
  structure: 0x02,
};

/** Every form of the descriptor of RFC 9628 §4.2 that a first packet of a predicted frame may have. */
const descriptor = fc
  .record({
    id: fc.constantFrom(0, 1, 2),
    layers: fc.boolean(),
    flexible: fc.boolean(),
    references: fc.integer({ min: 1, max: 3 }),
    sizes: fc.integer({ min: 0, max: 8 }),
    group: fc.option(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }), { nil: undefined }),
    structure: fc.boolean(),
  })
  .map(({ id, layers, flexible, references, sizes, group, structure }) => [
    flag.begin |
      flag.predicted |
      (id > 0 ? flag.id : 0) |
      (layers ? flag.layers : 0) |
      (flexible ? flag.flexible : 0) |
      (structure ? flag.structure : 0),
    ...([[], [0x7f], [0xff, 0xff]][id] ?? []),
    ...(layers ? (flexible ? [0x00] : [0x00, 0xff]) : []),
    ...(flexible ? [3, 3, 3].slice(0, references).map((byte, at) => (at < references - 1 ? byte : 2)) : []),
    ...(structure ? scalabilityStructure(sizes, group) : []),
  ]);

function scalabilityStructure(sizes: number, group: readonly number[] | undefined): readonly number[] {
  const head = (Math.max(0, sizes - 1) << 5) | (sizes > 0 ? 0x10 : 0) | (group === undefined ? 0 : 0x08);
  const pictures = (group ?? []).flatMap((references) => [
    references << 2,
    ...Array<number>(references).fill(1),
  ]);
  return [
    head,
    ...Array<number>(4 * sizes).fill(1),
    ...(group === undefined ? [] : [group.length, ...pictures]),
  ];
}

test('every form of the payload descriptor is skipped', () => {
  fc.assert(
    fc.property(descriptor, (bytes) => {
      const payload = vp9.parse(Buffer.concat([Buffer.from(bytes), interFrame]));
      assert.deepEqual(Buffer.from(payload?.data ?? []), interFrame);
      assert.equal(payload?.begins, true);
      assert.equal(payload.keyFrame, false);
    }),
  );
});

test('a key frame tells its picture size', () => {
  const payload = vp9.parse(Buffer.concat([Buffer.from([flag.begin]), keyFrame]));
  assert.equal(payload?.keyFrame, true);
  assert.deepEqual(payload.size, { width: 640, height: 480 });
});

test('with spatial layers the picture is as large as the highest of them', () => {
  const sizes = [0x01, 0x40, 0x00, 0xf0, 0x05, 0x00, 0x02, 0xd0];
  const descriptorBytes = [flag.begin | flag.layers | flag.structure, 0x00, 0x00, (1 << 5) | 0x10, ...sizes];
  const payload = vp9.parse(Buffer.concat([Buffer.from(descriptorBytes), keyFrame]));
  assert.deepEqual(payload?.size, { width: 1280, height: 720 });
});

test('an upper spatial layer is no key frame although it predicts from no other picture', () => {
  const payload = vp9.parse(Buffer.concat([Buffer.from([flag.begin | flag.layers, 0x02, 0x00]), keyFrame]));
  assert.equal(payload?.keyFrame, false);
});

test('a frame that predicts from no other picture and is still no key frame is not taken for one', () => {
  assert.equal(vp9.parse(Buffer.concat([Buffer.from([flag.begin]), interFrame]))?.keyFrame, false);
});

test('the layers of a picture end with the index that decoders look for', () => {
  const index = Buffer.from([0xd9, 5, 0, 0, 0, 0x2c, 1, 0, 0, 0xd9]);
  assert.deepEqual(vp9.trailer([5, 300]), index);
  assert.equal(vp9.trailer([5]), undefined);
});
