import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallId, ConversationId } from '@jawort/shared/domain/ids';
import { v7 } from 'uuid';
import type { Bus } from '../../server/ports/bus.ts';

const conversation = v7() as ConversationId;
const audience = { to: 'conversation', conversation } as const;
const payload = { conversation, call: v7() as CallId };

/** What every bus must do; `settled` resolves when all that was rung before has been heard. */
export function busContract(adapter: string, open: () => Bus, settled: () => Promise<void>): void {
  describe(`${adapter} as the bus`, () => {
    it('tells every subscriber what is rung, in order', async () => {
      const bus = open();
      const heard: unknown[][] = [[], []];
      for (const list of heard) bus.subscribe((...all) => list.push(all));
      bus.ring(audience, 'call:rejoin', payload);
      bus.ring({ to: 'agents' }, 'server:closing', {});
      await settled();
      const expected = [
        [audience, 'call:rejoin', payload],
        [{ to: 'agents' }, 'server:closing', {}],
      ];
      assert.deepEqual(heard, [expected, expected]);
    });

    it('tells nobody who has unsubscribed', async () => {
      const bus = open();
      let heard = 0;
      const unsubscribe = bus.subscribe(() => heard++);
      unsubscribe();
      unsubscribe();
      bus.ring(audience, 'call:rejoin', payload);
      await settled();
      assert.equal(heard, 0);
    });

    it('throws nothing at the ringer, and goes on telling the others, when a subscriber throws', async () => {
      const bus = open();
      let heard = 0;
      bus.subscribe(() => {
        throw new Error('a subscriber that fails');
      });
      bus.subscribe(() => heard++);
      bus.ring(audience, 'call:rejoin', payload);
      await settled();
      assert.equal(heard, 1);
    });
  });
}
