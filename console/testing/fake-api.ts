import type { RecordedSegment, Timeline, TimelineEntry } from '@jawort/shared/protocol/http';
import type { EventBody } from '@jawort/shared/events/event';
import { NoticeRef } from '@jawort/shared/consent/notice';
import { MediaId, WithdrawalId } from '@jawort/shared/domain/ids';
import type { SiteInfo } from '@jawort/widget/core/types';
import * as v from 'valibot';
import type { ConsoleApi } from '../api/console-api.ts';
import {
  agent,
  at,
  call,
  conversation,
  conversationId,
  hash,
  me,
  request,
  segmentId,
  visitor,
} from './builders.ts';

const siteInfo: SiteInfo = {
  site: 'muster',
  name: 'Muster GmbH',
  accent: null,
  topics: [
    { id: 'hr', label: { de: 'Bewerbung und Personal', en: 'Jobs and people' } },
    { id: 'support', label: { de: 'Hilfe zu Produkten', en: 'Product support' } },
  ],
  staffed: true,
};

/** A server that answers what the test says, and a signed-in agent with one recording where it says nothing. */
export function fakeApi(change: Partial<ConsoleApi> = {}): ConsoleApi {
  return {
    me: async () => me,
    login: async () => ({ state: 'signed-in', me }),
    logout: async () => undefined,
    recordings: async () => [recordedSegment()],
    timeline: async () => timeline(),
    site: async () => siteInfo,
    legUrl: (segment, party) => `/api/recordings/${segment}/${party}`,
    ...change,
  };
}

export function recordedSegment(change: Partial<RecordedSegment> = {}): RecordedSegment {
  return {
    segment: segmentId(1),
    conversation: conversationId(1),
    call,
    topic: 'hr',
    visitor: 'Jana Köhler',
    startedAt: at(90),
    stoppedAt: at(214),
    modalities: ['audio', 'video'],
    closedBy: 'consent.withdrawn',
    legs: [
      {
        party: visitor,
        role: 'visitor',
        name: 'Jana Köhler',
        bytes: 14_312_004,
        sha256: hash('A'),
        chain: hash('B'),
      },
      {
        party: agent,
        role: 'agent',
        name: 'Ayşe Yılmaz',
        bytes: 12_800_410,
        sha256: hash('C'),
        chain: hash('D'),
      },
    ],
    ...change,
  };
}

const mediaId = v.parse(MediaId, '0192f000-0000-7000-8000-000000000700');
const withdrawalId = v.parse(WithdrawalId, '0192f000-0000-7000-8000-000000000701');
const noticeRef = v.parse(NoticeRef, {
  id: 'recording',
  version: '2026-11-1',
  languages: { de: hash('E'), en: hash('F') },
});
const nonce = 'N'.repeat(43);
const inCall = { call };

const happened: readonly (readonly [number, EventBody])[] = [
  [0, { type: 'conversation.opened', site: conversation().site, visitor }],
  [0, { type: 'notice.published', notice: noticeRef }],
  [14, { type: 'agent.assigned', party: agent }],
  [40, { type: 'call.started', ...inCall, kind: 'video', by: agent }],
  [40, { type: 'party.joined', ...inCall, party: agent, role: 'agent', key: null }],
  [49, { type: 'party.joined', ...inCall, party: visitor, role: 'visitor', key: null }],
  [50, { type: 'media.added', ...inCall, party: visitor, media: mediaId, source: 'camera' }],
  [62, { type: 'consent.requested', ...inCall, request, by: agent, purpose: 'recording' }],
  [71, { type: 'consent.given', ...inCall, party: agent, request, nonce, statement: hash('G') }],
  [90, { type: 'consent.given', ...inCall, party: visitor, request, nonce, statement: hash('H') }],
  [
    90,
    {
      type: 'recording.started',
      ...inCall,
      segment: segmentId(1),
      token: hash('I'),
      gate: 10,
      modalities: ['audio', 'video'],
    },
  ],
  [
    214,
    {
      type: 'consent.withdrawn',
      ...inCall,
      party: visitor,
      purpose: 'recording',
      id: withdrawalId,
      statement: hash('J'),
    },
  ],
  [214, { type: 'recording.stopped', ...inCall, segment: segmentId(1), reason: 'closed', files: [] }],
  [340, { type: 'call.ended', ...inCall, reason: 'hung-up' }],
];

export function timeline(): Timeline {
  return {
    conversation: conversationId(1),
    participants: conversation().participants,
    entries: happened.map(([by, body], index): TimelineEntry => ({
      seq: index + 1,
      at: at(by),
      hash: hash('K'),
      body,
    })),
  };
}
