import assert from 'node:assert/strict';
import { it } from 'node:test';
import { busContract } from '../../../test/contract/bus.ts';
import { MemoryBus } from './memory-bus.ts';

busContract(
  'memory',
  () => new MemoryBus(() => undefined),
  () => Promise.resolve(),
);

it('a closed bus rings no more', () => {
  const bus = new MemoryBus(() => undefined);
  let heard = 0;
  bus.subscribe(() => heard++);
  bus.close();
  bus.ring({ to: 'agents' }, 'server:closing', {});
  assert.equal(heard, 0);
});
