import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { fresh } from '../../test/support/fresh.ts';
import { Presence } from './presence.ts';

const [ayse, jonas] = [fresh.agent(), fresh.agent()];

describe('presence', () => {
  let clock: FakeClock;
  let presence: Presence;
  let told: string[];
  beforeEach(() => {
    clock = new FakeClock();
    presence = new Presence(clock);
    told = [];
    presence.onChange((agent) => {
      const name = agent === ayse ? 'Ayşe' : 'Jonas';
      told.push(`${name} ${presence.agents.includes(agent) ? 'came' : 'went'}`);
    });
  });

  it('begins with an agent’s first connection and ends some seconds after the last', () => {
    presence.arrive(ayse, 'a');
    presence.arrive(ayse, 'b');
    presence.leave(ayse, 'b');
    clock.advance(60_000);
    assert.deepEqual(presence.agents, [ayse]);
    presence.leave(ayse, 'a');
    clock.advance(4999);
    assert.deepEqual(presence.agents, [ayse]);
    assert.deepEqual(told, ['Ayşe came']);
    clock.advance(1);
    assert.deepEqual(presence.agents, []);
    assert.deepEqual(told, ['Ayşe came', 'Ayşe went']);
  });

  it('lasts over the loading of the console again, and nobody is told', () => {
    presence.arrive(ayse, 'a');
    for (const [gone, come] of ['ab', 'bc', 'cd']) {
      presence.leave(ayse, gone ?? '');
      clock.advance(4000);
      presence.arrive(ayse, come ?? '');
      clock.advance(4000);
    }
    assert.deepEqual(told, ['Ayşe came']);
    presence.leave(ayse, 'd');
    clock.advance(5000);
    assert.deepEqual(told, ['Ayşe came', 'Ayşe went']);
  });

  it('is not ended by a connection that is gone already, or that never was', () => {
    presence.arrive(ayse, 'a');
    presence.leave(ayse, 'b');
    presence.leave(jonas, 'a');
    clock.advance(5000);
    assert.deepEqual(presence.agents, [ayse]);
    presence.leave(ayse, 'a');
    clock.advance(3000);
    presence.leave(ayse, 'a');
    clock.advance(2000);
    assert.deepEqual(told, ['Ayşe came', 'Ayşe went']);
    clock.advance(60_000);
    assert.deepEqual(told, ['Ayşe came', 'Ayşe went']);
  });

  it('can begin again', () => {
    presence.arrive(ayse, 'a');
    presence.leave(ayse, 'a');
    clock.advance(5000);
    presence.arrive(ayse, 'b');
    assert.deepEqual(told, ['Ayşe came', 'Ayşe went', 'Ayşe came']);
  });

  it('tells everybody who asked to be told', () => {
    const others: unknown[] = [];
    presence.onChange((agent) => others.push(agent));
    presence.arrive(jonas, 'a');
    assert.deepEqual(others, [jonas]);
    assert.deepEqual(told, ['Jonas came']);
  });

  it('staffs a conversation that waits by anybody, and one that was taken by its agent alone', () => {
    const waiting = { agent: null };
    const [ofAyse, ofJonas] = [ayse, jonas].map((id) => ({ agent: { id, ref: fresh.participant() } }));
    assert.ok(ofAyse && ofJonas);
    const staffed = () => [waiting, ofAyse, ofJonas].map((one) => presence.isStaffed(one));
    assert.deepEqual(staffed(), [false, false, false]);
    presence.arrive(ayse, 'a');
    assert.deepEqual(staffed(), [true, true, false]);
    presence.arrive(jonas, 'b');
    presence.leave(ayse, 'a');
    assert.deepEqual(staffed(), [true, true, true]);
    clock.advance(5000);
    assert.deepEqual(staffed(), [true, false, true]);
  });
});
