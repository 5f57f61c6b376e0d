import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { element, id, idBytes, unknownSize, wideSizeBytes } from './ebml.ts';
import { readElementHead } from './ebml-reader.ts';

describe('the head of an element', () => {
  it('tells the length to the byte, however wide it is written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 30 }), (length) => {
        const head = Buffer.concat([idBytes(id.segment), wideSizeBytes(length)]);
        assert.deepEqual(readElementHead(head, 0), { id: id.segment, contentAt: 12, length });
      }),
    );
    for (const length of [0, 126, 127, 128, 16_383, 16_384, 100_000]) {
      const head = readElementHead(element(id.segment, Buffer.alloc(length)), 0);
      assert.equal(head?.length, length);
    }
  });

  it('tells that the length is not known', () => {
    const head = Buffer.concat([idBytes(id.segment), unknownSize]);
    assert.deepEqual(readElementHead(head, 0), { id: id.segment, contentAt: 12, length: undefined });
  });

  it('is none where the bytes end before it does', () => {
    const head = Buffer.concat([idBytes(id.segment), wideSizeBytes(7)]);
    for (let bytes = 0; bytes < head.length; bytes++)
      assert.equal(readElementHead(head.subarray(0, bytes), 0), undefined);
  });
});
