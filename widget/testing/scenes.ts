import { toBase64url } from '@jawort/shared/crypto/base64url';
import { canonicalJson, type Json } from '@jawort/shared/crypto/canonical-json';
import type {
  CallId,
  ConversationId,
  MessageId,
  ParticipantId,
  RequestId,
  SegmentId,
  SiteId,
} from '@jawort/shared/domain/ids';
import type {
  Call,
  Conversation,
  ConsentView,
  Locale,
  Message,
  Recording,
} from '@jawort/shared/domain/records';
import { emptyConversation } from '../core/conversation-state.ts';
import type {
  CallState,
  ConsentQuestion,
  ConversationActions,
  ConversationState,
  PendingMessage,
  Receipt,
  SiteInfo,
} from '../core/types.ts';
import { FakeClient, FakeSession } from './fake-client.ts';
import { fakeCamera, fakeMicrophone } from './fake-media.ts';
import { noticeDe, noticeEn } from './fake-notice.ts';

const uuid = (end: number): string => `01930000-0000-7000-8000-${String(end).padStart(12, '0')}`;

export const visitor = uuid(1) as ParticipantId;
export const agent = uuid(2) as ParticipantId;
export const call = uuid(3) as CallId;
export const request = uuid(4) as RequestId;

const conversationId = uuid(5) as ConversationId;
const segment = uuid(6) as SegmentId;
const minute = (count: number): string => `2026-11-24T08:${String(10 + count).padStart(2, '0')}:00.000Z`;

export const site: SiteInfo = {
  site: 'demo',
  name: 'Muster GmbH',
  accent: null,
  topics: [
    { id: 'jobs', label: { de: 'Bewerbung und Stellen', en: 'Jobs and applications' } },
    { id: 'help', label: { de: 'Hilfe zu meiner Anlage', en: 'Help with my lift' } },
  ],
  staffed: true,
};

const dialogue: Readonly<Record<Locale, readonly string[]>> = {
  de: [
    'Guten Tag, ich habe eine Frage zur Stelle im Service.',
    'Guten Tag Herr Brandt, gern. Worum geht es?',
    'Ist auch eine Bewerbung mit 30 Stunden möglich? Ich habe die Anzeige hier gefunden: https://muster.example/stellen.',
    'Ja, 30 Stunden gehen in dieser Gruppe gut.',
    'Möchten Sie kurz per Video mit der Leiterin sprechen?',
    'Sehr gern.',
  ],
  en: [
    'Hello, I have a question about the job in service.',
    'Hello Mr Brandt, with pleasure. What is it about?',
    'Could I apply for 30 hours as well? I found the advertisement here: https://muster.example/jobs.',
    'Yes, 30 hours work well in this team.',
    'Would you like a short video call with the head of the team?',
    'With pleasure.',
  ],
};
const authors = [visitor, agent, visitor, agent, agent, visitor];

export function message(seq: number, author: ParticipantId, text: string): Message {
  return { id: uuid(100 + seq) as MessageId, seq, author, text, at: minute(seq) };
}

export function pending(text: string, error: PendingMessage['error'] = null): PendingMessage {
  return { id: uuid(900) as MessageId, text, at: minute(8), error };
}

export function conversation(locale: Locale, state: Conversation['state']): Conversation {
  const self = { ref: visitor, role: 'visitor', name: 'Jonas Brandt' } as const;
  const other = { ref: agent, role: 'agent', name: 'Ayşe Yılmaz' } as const;
  return {
    id: conversationId,
    site: 'demo' as SiteId,
    topic: 'jobs',
    locale,
    state,
    openedAt: minute(0),
    participants: state === 'waiting' ? [self] : [self, other],
  };
}

export function chatState(locale: Locale): ConversationState {
  return {
    ...emptyConversation({ state: 'online' }),
    conversation: conversation(locale, 'open'),
    me: visitor,
    staffed: true,
    messages: dialogue[locale].map((text, index) => message(index + 1, authors[index] ?? visitor, text)),
    head: 6,
    reads: [{ participant: agent, delivered: 6, read: 6 }],
  };
}

/** Everything that can be done while chatting, doing nothing. */
export const chatActions: ConversationActions = {
  send: () => {},
  setTyping: () => {},
  startCall: async () => new FakeSession(callState()),
};

export function callState(): CallState {
  return {
    state: 'connected',
    kind: 'video',
    camera: fakeCamera('#71503a'),
    microphone: fakeMicrophone(),
    cameraOn: true,
    muted: false,
    problem: null,
    remote: [
      { party: agent, source: 'camera', paused: false, track: fakeCamera() },
      { party: agent, source: 'microphone', paused: false, track: fakeMicrophone() },
    ],
  };
}

export function question(locale: Locale, answers: Partial<ConsentQuestion> = {}): ConsentQuestion {
  return {
    notice: locale === 'de' ? noticeDe : noticeEn,
    give: async () => {},
    refuse: async () => {},
    ...answers,
  };
}

export function receipt(party: ParticipantId, type: 'consent.given' | 'consent.withdrawn'): Receipt {
  const encode = (value: Json) => toBase64url(new TextEncoder().encode(canonicalJson(value)));
  const event = { v: 1, at: minute(7), body: { type, call, party } };
  return { receipt: `${encode({ alg: 'ES256' })}.${encode(event)}.c2lnbmF0dXJl`, statement: null };
}

const unasked: ConsentView = { request: null, mine: { state: 'unasked' }, given: [] };
const asked: ConsentView = {
  request: { request, by: agent, at: minute(6) },
  mine: { state: 'asked' },
  given: [],
};
const mine = receipt(visitor, 'consent.given');
const given: ConsentView = {
  ...asked,
  mine: { state: 'given', at: minute(7), modalities: ['audio', 'video'], receipt: mine.receipt },
  given: [visitor, agent],
};

const active: Call = {
  state: 'active',
  call,
  kind: 'video',
  by: agent,
  since: minute(6),
  joined: [visitor, agent],
};
const ringing: Call = { state: 'ringing', call, kind: 'video', by: agent, until: minute(7) };
const recording: Recording = { state: 'on', segment, since: minute(7), modalities: ['audio', 'video'] };

type Scene = (locale: Locale) => FakeClient;

function inChat(
  locale: Locale,
  change: Partial<ConversationState> = {},
  actions: ConversationActions = {},
): FakeClient {
  return new FakeClient({
    state: { ...chatState(locale), ...change },
    actions: { ...chatActions, ...actions },
    session: null,
    site,
    open: undefined,
  });
}

function inCall(
  locale: Locale,
  change: Partial<ConversationState> = {},
  actions: ConversationActions = {},
  media: Partial<CallState> = {},
): FakeClient {
  const client = inChat(locale, { call: active, ...change });
  const { send, setTyping } = chatActions;
  client.become({
    actions: { ...(send && { send }), ...(setTyping && { setTyping }), ...actions },
    session: new FakeSession({ ...callState(), ...media }),
  });
  return client;
}

function beforeChat(staffed: boolean): FakeClient {
  return new FakeClient({
    state: { ...emptyConversation({ state: 'online' }), staffed },
    actions: {},
    session: null,
    site: { ...site, staffed },
    open: async () => conversationId,
  });
}

/** The states a visitor can meet. */
export const scenes = {
  'pre-chat': () => beforeChat(true),
  'nobody-online': () => beforeChat(false),
  waiting: (locale) =>
    inChat(locale, {
      conversation: conversation(locale, 'waiting'),
      staffed: false,
      messages: [],
      reads: [],
    }),
  chat: (locale) => inChat(locale, { typing: [agent] }),
  offline: (locale) =>
    inChat(locale, {
      connection: { state: 'offline', retryAt: null },
      pending: [pending(dialogue[locale][0] ?? '')],
    }),
  'not-sent': (locale) =>
    inChat(
      locale,
      { pending: [pending('…', { code: 'ERR_TOO_LARGE', message: 'too large' })] },
      { retry: () => {} },
    ),
  closed: (locale) => inChat(locale, { conversation: conversation(locale, 'closed') }),
  ringing: (locale) =>
    inChat(
      locale,
      { call: ringing },
      { joinCall: async () => new FakeSession(callState()), declineCall: async () => {} },
    ),
  call: (locale) => inCall(locale, { consent: unasked }, { askConsent: async () => {} }),
  'camera-refused': (locale) =>
    inCall(locale, {}, {}, { camera: null, cameraOn: false, problem: 'denied', remote: [] }),
  consent: (locale) => inCall(locale, { consent: asked }, { question: question(locale) }),
  recording: (locale) =>
    inCall(locale, { consent: given, recording, receipts: [mine] }, { withdraw: async () => {} }),
  receipt: (locale) =>
    inChat(locale, {
      consent: given,
      receipts: [mine],
      call: { state: 'ended', call, reason: 'hung-up', at: minute(9) },
    }),
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof scenes;
