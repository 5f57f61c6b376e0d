import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vp8 } from './vp8.ts';

const keyFrame = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x42, 0xe0, 0x81, 0xaa]);
const interFrame = Buffer.from([0x11, 0, 0, 0xbb]);

/** Every form of the descriptor of RFC 7741 §4.2, with the picture id in either width. */
const descriptor = fc
  .record({ id: fc.constantFrom(0, 1, 2), level: fc.boolean(), layer: fc.boolean(), keyIndex: fc.boolean() })
  .map(({ id, level, layer, keyIndex }) => {
    const flags = (id > 0 ? 0x80 : 0) | (level ? 0x40 : 0) | (layer ? 0x20 : 0) | (keyIndex ? 0x10 : 0);
    const pictureId = [[], [0x7f], [0xff, 0xff]][id] ?? [];
    const layers = layer || keyIndex ? [0xff] : [];
    return flags === 0 ? [0x10] : [0x90, flags, ...pictureId, ...(level ? [0xff] : []), ...layers];
  });

test('every form of the payload descriptor is skipped', () => {
  fc.assert(
    fc.property(descriptor, (bytes) => {
      const payload = vp8.parse(Buffer.concat([Buffer.from(bytes), interFrame]));
      assert.deepEqual(Buffer.from(payload?.data ?? []), interFrame);
      assert.equal(payload?.begins, true);
      assert.equal(payload.keyFrame, false);
    }),
  );
});

test('a key frame tells its picture size without the scaling bits', () => {
  const payload = vp8.parse(Buffer.concat([Buffer.from([0x10]), keyFrame]));
  assert.equal(payload?.keyFrame, true);
  assert.deepEqual(payload.size, { width: 0x280, height: 0x1e0 });
});

test('only the first packet of the first partition begins a frame', () => {
  assert.equal(vp8.parse(Buffer.from([0x00, 0x10]))?.begins, false);
  assert.equal(vp8.parse(Buffer.from([0x11, 0x10]))?.begins, false);
  assert.equal(vp8.parse(Buffer.from([0x00, 0x10]))?.keyFrame, false);
});

test('a payload that is nothing but a descriptor is refused', () => {
  assert.equal(vp8.parse(Buffer.from([0x90, 0x80, 0x01])), undefined);
});
