import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { CallId, ParticipantId, SegmentId, WithdrawalId } from '../domain/ids.ts';
import { Hash } from '../crypto/hash.ts';
import { closedBy } from './closed-by.ts';
import type { EventBody } from './event.ts';

const uuid = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const call = v.parse(CallId, uuid(1));
const party = v.parse(ParticipantId, uuid(2));
const segment = v.parse(SegmentId, uuid(3));
const id = v.parse(WithdrawalId, uuid(4));
const token = v.parse(Hash, `sha256-${'A'.repeat(43)}`);

const started: EventBody = {
  type: 'recording.started',
  call,
  segment,
  token,
  gate: 1,
  modalities: ['audio'],
};
const stopped: EventBody = { type: 'recording.stopped', call, segment, reason: 'closed', files: [] };
const asked: EventBody = { type: 'conversation.closed', count: 3 };
const withdrawn: EventBody = {
  type: 'consent.withdrawn',
  call,
  party,
  purpose: 'recording',
  id,
  statement: null,
};
const ended: EventBody = { type: 'call.ended', call, reason: 'hung-up' };

test('the first event that the gate looks at is what closed a segment', () => {
  assert.equal(closedBy([ended, started, asked, withdrawn, ended, stopped], segment), 'consent.withdrawn');
});

test('a running segment is closed by nothing', () => {
  assert.equal(closedBy([started, withdrawn], segment), null);
});

test('a recorder that went by itself was closed by no event', () => {
  assert.equal(closedBy([started, asked, stopped, ended], segment), null);
});
