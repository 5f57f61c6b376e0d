import { assert } from '@open-wc/testing';
import type { Inbox } from '@jawort/shared/protocol/snapshot';
import type { ReactiveControllerHost } from 'lit';
import type { ChimeName } from '../chime.ts';
import { item } from '../testing/builders.ts';
import { Bell } from './bell.ts';

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const inbox = (waiting: number, call: 'ringing' | null = null): Inbox => ({
  waiting: Array.from({ length: waiting }, (_, n) => item(n)),
  own: [item(50, { call })],
});

function heard(isOn: boolean, ...inboxes: readonly Inbox[]): readonly ChimeName[] {
  const played: ChimeName[] = [];
  const bell = new Bell(host, { play: (name) => played.push(name) });
  for (const one of inboxes) bell.hear(one, one.own[0]?.call === 'ringing', isOn);
  bell.hostDisconnected();
  return played;
}

describe('the bell', () => {
  it('sounds for each who begins to wait, not for those who waited before', () => {
    assert.deepEqual(heard(true, inbox(2), inbox(3), inbox(3), inbox(1), inbox(2)), ['waiting', 'waiting']);
  });

  it('sounds when a call comes, once for one ringing', () => {
    assert.deepEqual(heard(true, inbox(0), inbox(0, 'ringing'), inbox(0, 'ringing')), ['ringing']);
  });

  it('is silent when it is off', () => {
    assert.deepEqual(heard(false, inbox(0), inbox(1), inbox(1, 'ringing')), []);
  });
});
