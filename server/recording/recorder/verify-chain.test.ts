import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatLink } from './chain-sidecar.ts';
import { ChunkChain } from './chunk-chain.ts';
import { verifyChain } from './verify-chain.ts';

const token = Buffer.from('token');
const chunks = ['header', 'first cluster', 'second cluster'].map((text) => Buffer.from(text));
const file = Buffer.concat(chunks);

function link(parts: readonly Uint8Array[]): { chain: ChunkChain; sidecar: string } {
  const chain = new ChunkChain(token);
  const lines = parts.map((part) => {
    const made = chain.linkTo(part);
    chain.take(part, made);
    return formatLink(made);
  });
  return { chain, sidecar: lines.join('') };
}

const { chain, sidecar } = link(chunks);
const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

test('the chain starts at the gate token and takes in each chunk in turn', () => {
  const expected = chunks.reduce((head, chunk) => sha256(head, chunk), sha256(token));
  assert.equal(chain.head, expected.toString('hex'));
  assert.equal(chain.sha256(), sha256(file).toString('hex'));
});

test('an untouched file is intact however it is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (step) => {
      const parts = Array.from({ length: Math.ceil(file.length / step) }, (_, index) =>
        file.subarray(index * step, (index + 1) * step),
      );
      const verdict = await verifyChain(parts, sidecar, token);
      assert.deepEqual(verdict, {
        verdict: 'intact',
        head: chain.head,
        chunks: 3,
        bytes: file.length,
        unlinked: 0,
      });
    }),
  );
});

test('any altered bit is found, in the chunk that it is in', async () => {
  for (let bit = 0; bit < file.length * 8; bit += 1) {
    const altered = Buffer.from(file);
    altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    const chunk = bit < 48 ? 0 : bit < 152 ? 1 : 2;
    assert.deepEqual(await verifyChain([altered], sidecar, token), { verdict: 'altered', chunk });
  }
});

test('a file that was made for another token is found out at its header', async () => {
  const verdict = await verifyChain([file], sidecar, Buffer.from('other'));
  assert.deepEqual(verdict, { verdict: 'altered', chunk: 0 });
});

test('chunks that are missing at the end are found', async () => {
  const verdict = await verifyChain([file.subarray(0, -1)], sidecar, token);
  assert.deepEqual(verdict, { verdict: 'truncated', chunk: 2 });
});

test('what a crash left behind the last link is told, and the rest stays proven', async () => {
  const { chain: earlier } = link(chunks.slice(0, 2));
  assert.deepEqual(await verifyChain([file], sidecar.slice(0, -20), token), {
    verdict: 'intact',
    head: earlier.head,
    chunks: 2,
    bytes: earlier.bytes,
    unlinked: 'second cluster'.length,
  });
});

test('a sidecar that is not one is refused', async () => {
  assert.deepEqual(await verifyChain([file], '12 abc\n', token), { verdict: 'unreadable sidecar' });
});
