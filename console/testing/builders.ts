import type { Notice } from '@jawort/shared/consent/notice';
import { Hash } from '@jawort/shared/crypto/hash';
import {
  AgentId,
  CallId,
  ConversationId,
  MessageId,
  ParticipantId,
  RequestId,
  SegmentId,
  SiteId,
} from '@jawort/shared/domain/ids';
import type { Call, Conversation, Message } from '@jawort/shared/domain/records';
import type { Me } from '@jawort/shared/protocol/http';
import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import type { ConversationState } from '@jawort/widget/core/types';
import * as v from 'valibot';

const uuid = (n: number) => `0192f000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const seconds = (text: string, by: number) => new Date(Date.parse(text) + by * 1000).toISOString();

/** When the people of the tests live. */
const start = '2026-11-24T09:00:00.000Z';

/** An instant some seconds after {@link start}. */
export const at = (by: number): string => seconds(start, by);

export const conversationId = (n: number) => v.parse(ConversationId, uuid(100 + n));
export const messageId = (n: number) => v.parse(MessageId, uuid(1000 + n));
export const segmentId = (n: number) => v.parse(SegmentId, uuid(500 + n));
const site = v.parse(SiteId, 'muster');
export const visitor = v.parse(ParticipantId, uuid(1));
export const agent = v.parse(ParticipantId, uuid(2));
export const call = v.parse(CallId, uuid(3));
export const request = v.parse(RequestId, uuid(4));
export const hash = (letter: string) => v.parse(Hash, `sha256-${letter.repeat(43)}`);

export const me: Me = { agent: v.parse(AgentId, uuid(9)), login: 'ayse', name: 'Ayşe Yılmaz' };

export function item(n: number, change: Partial<InboxItem> = {}): InboxItem {
  return {
    conversation: conversationId(n),
    site,
    topic: 'hr',
    locale: 'de',
    state: 'open',
    visitor: 'Jana Köhler',
    preview: 'Guten Tag, ich habe eine Frage zur Stelle.',
    waitingSince: null,
    updatedAt: start,
    head: 3,
    read: 3,
    call: null,
    ...change,
  };
}

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: conversationId(1),
    site,
    topic: 'hr',
    locale: 'de',
    state: 'open',
    openedAt: start,
    participants: [
      { ref: visitor, role: 'visitor', name: 'Jana Köhler' },
      { ref: agent, role: 'agent', name: 'Ayşe Yılmaz' },
    ],
    ...change,
  };
}

export function message(seq: number, text: string, author = visitor): Message {
  return { id: messageId(seq), seq, author, text, at: at(seq * 20) };
}

export function conversationState(change: Partial<ConversationState> = {}): ConversationState {
  return {
    connection: { state: 'online' },
    conversation: conversation(),
    me: agent,
    staffed: true,
    messages: [],
    pending: [],
    head: 0,
    reads: [],
    typing: [],
    call: null,
    consent: { request: null, mine: { state: 'unasked' }, given: [] },
    recording: { state: 'off' },
    receipts: [],
    ...change,
  };
}

export const ringing: Extract<Call, { readonly state: 'ringing' }> = {
  state: 'ringing',
  call,
  kind: 'video',
  by: visitor,
  until: at(45),
};
export const active: Extract<Call, { readonly state: 'active' }> = {
  state: 'active',
  call,
  kind: 'video',
  by: visitor,
  since: start,
  joined: [visitor, agent],
};
export const asking = { request, by: agent, at: start } as const;

export const notice: Notice = {
  id: 'recording',
  version: '2026-11-1',
  lang: 'de',
  purpose: 'recording',
  question: 'Dürfen wir dieses Gespräch aufzeichnen?',
  facts: [
    { label: 'Wer', text: 'Muster GmbH, Beispielstraße 1, 10115 Berlin' },
    { label: 'Wofür', text: 'damit die Zusage nachprüfbar ist' },
    { label: 'Wie lange', text: '6 Monate' },
    { label: 'Wer darf öffnen', text: 'Personalabteilung (4 Personen)' },
  ],
  freedom: 'Sie können jederzeit beenden. Ohne Aufzeichnung geht das Gespräch genauso weiter.',
  modalities: [
    { id: 'audio', label: 'Ton' },
    { id: 'video', label: 'Bild' },
    { id: 'screen', label: 'Bildschirm' },
  ],
  all: 'Alles',
  yes: 'Ja',
  no: 'Nein',
  full: 'Verantwortlich ist die Muster GmbH.\n\nWir zeichnen auf, wenn beide zugestimmt haben.',
  plain: 'Wir möchten das Gespräch aufnehmen. Sie dürfen Nein sagen.',
  controller: {
    name: 'Muster GmbH',
    address: 'Berlin',
    contact: 'info@muster.example',
    dpo: 'dsb@muster.example',
  },
  recipients: ['Personalabteilung'],
  storage: ['DE'],
  retention: 'P6M',
  withdraw: 'Jederzeit in der Leiste über dem Gespräch',
  rights: 'Auskunft, Löschung, Beschwerde',
  authority: 'Berliner Beauftragte für Datenschutz',
  jurisdiction: 'DE',
};
