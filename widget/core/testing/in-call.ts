import type { Host } from '../host.ts';
import { emptyConversation } from '../conversation-state.ts';
import type { Live, LiveContext } from '../live.ts';
import { Store } from '../store.ts';
import type { CallSession, ConversationState } from '../types.ts';
import { call, request } from './fake-server.ts';
import type { FakeWire } from './fake-wire.ts';
import { agent, conversation, snapshot, visitor } from './samples.ts';

const session: CallSession = {
  state: {
    ...{ state: 'connected', kind: 'voice', camera: null, microphone: null, remote: [] },
    ...{ cameraOn: false, muted: false, problem: null },
  },
  subscribe: () => () => undefined,
  setMuted: () => Promise.resolve(),
  setCamera: () => Promise.resolve(),
  hangUp: () => Promise.resolve(),
};

/** The visitor's conversation during a call in which nobody has been asked yet. */
export function inCall(host: Host, wire: FakeWire): LiveContext {
  const at = '2026-11-24T09:00:00.000Z';
  const state: ConversationState = {
    ...emptyConversation(wire.state),
    conversation: snapshot().conversation,
    me: visitor,
    call: { state: 'active', call, kind: 'voice', by: visitor, since: at, joined: [visitor, agent] },
  };
  const live = new Store<Live>({ state, session, question: null });
  return { host, wire, role: 'visitor', conversation, locale: null, live, sync: () => undefined };
}

/** Lets the visitor be asked. */
export function ask({ live }: LiveContext): void {
  const asked = { request, by: agent, at: '2026-11-24T09:00:00.000Z' };
  const consent = { request: asked, mine: { state: 'asked' }, given: [] } as const;
  live.update((before) => ({ ...before, state: { ...before.state, consent: { ...consent, given: [] } } }));
}
