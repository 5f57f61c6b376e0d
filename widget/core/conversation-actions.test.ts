import type { ConsentView } from '@jawort/shared/domain/records';
import { assert } from '@open-wc/testing';
import { actionsOf, type Deeds } from './conversation-actions.ts';
import { fakeHost } from './testing/fake-host.ts';
import { request } from './testing/fake-server.ts';
import { FakeWire } from './testing/fake-wire.ts';
import { inCall } from './testing/in-call.ts';
import { agent, visitor } from './testing/samples.ts';

const done = async () => undefined;
const nothing = () => undefined;
const deeds: Deeds = {
  ...{ send: nothing, retry: nothing, setTyping: nothing, markRead: nothing },
  ...{ startCall: () => Promise.reject(new TypeError()), joinCall: () => Promise.reject(new TypeError()) },
  ...{ declineCall: done, askConsent: done, withdraw: done, closeConversation: done },
};

const at = '2026-11-24T09:00:00.000Z';
const open = { request, by: agent, at };
const said = (mine: 'unasked' | 'asked' | 'refused'): ConsentView['mine'] => ({ state: mine });
const yes: ConsentView['mine'] = { state: 'given', at, modalities: ['audio'], receipt: 'a.b.c' };
const withdrawn: ConsentView['mine'] = { state: 'withdrawn', at, receipt: 'a.b.c' };

describe('what can be done in a call', () => {
  const cases: readonly (readonly [when: string, isAskable: boolean, consent: ConsentView])[] = [
    ['nobody was asked', true, { request: null, mine: said('unasked'), given: [] }],
    ['a question is open', false, { request: open, mine: said('asked'), given: [] }],
    ['one has said yes and waits', false, { request: open, mine: yes, given: [visitor] }],
    ['one has refused', true, { request: open, mine: said('refused'), given: [] }],
    ['one has withdrawn', true, { request: null, mine: withdrawn, given: [agent] }],
    ['the other has withdrawn', true, { request: null, mine: yes, given: [visitor] }],
    ['both have said yes', false, { request: open, mine: yes, given: [visitor, agent] }],
  ];
  for (const [when, isAskable, consent] of cases)
    it(`${isAskable ? 'lets' : 'does not let'} one ask for recording when ${when}`, () => {
      const { live } = inCall(fakeHost(), new FakeWire());
      const now = { ...live.state, state: { ...live.state.state, consent } };
      assert.equal('askConsent' in actionsOf(now, deeds), isAskable);
    });
});
