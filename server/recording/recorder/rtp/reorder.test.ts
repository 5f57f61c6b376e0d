import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ReorderWindow, type Sequenced } from './reorder.ts';

const options = { longestWait: 300, mostHeld: 64 };
const anySequence = fc.integer({ min: 0, max: 0xffff });
const displacement = 10;

type Numbered = Sequenced & { readonly number: number };
type Delivery = { readonly number: number; readonly lost: number };

function open(): { window: ReorderWindow<Numbered>; delivered: Delivery[] } {
  const delivered: Delivery[] = [];
  const window = new ReorderWindow<Numbered>(options, ({ number }, lost) => delivered.push({ number, lost }));
  return { window, delivered };
}

/** The first packet keeps its place: where the sequence begins is known only from it. */
const shuffled = fc
  .array(fc.integer({ min: 0, max: displacement }), { minLength: 2, maxLength: 200 })
  .map((jitters) => jitters.map((jitter, number) => ({ number, at: number === 0 ? -1 : number + jitter })))
  .map((packets) => packets.toSorted((a, b) => a.at - b.at).map(({ number }) => number));

const packetAt = (first: number, number: number, arrival: number): Numbered => ({
  sequence: (first + number) & 0xffff,
  arrival,
  number,
});

test('packets out of order come out in order, from any sequence number on and over its wrap', () => {
  fc.assert(
    fc.property(anySequence, shuffled, (first, numbers) => {
      const { window, delivered } = open();
      numbers.forEach((number, turn) => window.push(packetAt(first, number, turn)));
      assert.deepEqual(
        delivered,
        numbers.map((_, number) => ({ number, lost: 0 })),
      );
      assert.equal(window.lost, 0);
    }),
  );
});

test('a packet that comes again is dropped and counted', () => {
  fc.assert(
    fc.property(anySequence, shuffled, (first, numbers) => {
      const { window, delivered } = open();
      const twice = numbers.flatMap((number) => [number, number]);
      twice.forEach((number, turn) => window.push(packetAt(first, number, turn)));
      assert.equal(delivered.length, numbers.length);
      assert.equal(window.duplicates + window.late, numbers.length);
    }),
  );
});

test('exactly the missing packets are reported lost, each before the packet that follows it', () => {
  fc.assert(
    fc.property(anySequence, fc.array(fc.boolean(), { maxLength: 200 }), (first, kept) => {
      const { window, delivered } = open();
      const numbers = [0, ...kept.flatMap((keep, index) => (keep ? [index + 1] : []))];
      numbers.forEach((number, turn) => window.push(packetAt(first, number, turn * 20)));
      window.flush();
      const expected = numbers.map((number, index) => ({
        number,
        lost: number - (numbers[index - 1] ?? -1) - 1,
      }));
      assert.deepEqual(delivered, expected);
    }),
  );
});

test('a hole is waited for no longer than the window', () => {
  const { window, delivered } = open();
  window.push(packetAt(0, 0, 0));
  window.push(packetAt(0, 2, 10));
  window.giveUp(309);
  assert.equal(delivered.length, 1);
  window.giveUp(310);
  assert.deepEqual(delivered.at(-1), { number: 2, lost: 1 });
  window.push(packetAt(0, 1, 311));
  assert.equal(window.late, 1);
  assert.equal(delivered.length, 2);
});

test('no more packets are held than the window has room for', () => {
  const { window, delivered } = open();
  window.push(packetAt(0, 0, 0));
  for (let number = 2; number <= options.mostHeld + 2; number += 1) window.push(packetAt(0, number, 1));
  assert.equal(delivered.length, options.mostHeld + 2);
});

test('a sender that starts again elsewhere is followed after two packets in sequence', () => {
  const { window, delivered } = open();
  window.push(packetAt(100, 0, 0));
  window.push(packetAt(30_000, 1, 1));
  assert.equal(delivered.length, 1);
  window.push(packetAt(30_000, 2, 2));
  window.push(packetAt(30_000, 3, 3));
  assert.deepEqual(delivered.slice(1), [
    { number: 2, lost: 1 },
    { number: 3, lost: 0 },
  ]);
});

test('a single stray packet from elsewhere changes nothing', () => {
  const { window, delivered } = open();
  window.push(packetAt(100, 0, 0));
  window.push(packetAt(30_000, 0, 1));
  window.push(packetAt(100, 1, 2));
  assert.deepEqual(delivered.at(-1), { number: 1, lost: 0 });
});
