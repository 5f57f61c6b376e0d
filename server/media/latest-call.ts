import type { CallId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Call, CallEndReason, CallKind, Instant } from '@jawort/shared/domain/records';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { foldCall } from '@jawort/shared/gate/call-state';
import { ringMs } from '@jawort/shared/protocol/version';

/** A conversation's running or last call, as its events tell it. */
export type LatestCall = {
  readonly call: CallId;
  readonly kind: CallKind;
  readonly by: ParticipantId;
  readonly startedAt: Instant;
  /** When each party joined for the first time, in this order. */
  readonly arrivals: ReadonlyMap<ParticipantId, Instant>;
  readonly end: { readonly reason: CallEndReason; readonly at: Instant } | null;
};

/** The call that started last, or `null` where none ever did. */
export function latestCall(events: readonly VerifiedEvent[]): LatestCall | null {
  const index = events.findLastIndex(({ body }) => body.type === 'call.started');
  const start = events[index];
  if (start?.body.type !== 'call.started') return null;
  const { call, kind, by } = start.body;
  const since = events.slice(index);
  return { call, kind, by, startedAt: start.at, arrivals: arrivalsIn(since), end: endIn(since) };
}

/** A call as its parties see it; `joined` are those who are in it now, without those who were lost. */
export function callView(events: readonly VerifiedEvent[]): Call | null {
  const latest = latestCall(events);
  if (!latest) return null;
  const { call, kind, by, arrivals, end } = latest;
  if (end) return { state: 'ended', call, ...end };
  const [, since] = arrivals.values();
  if (since === undefined) return { state: 'ringing', call, kind, by, until: ringsUntil(latest) };
  return { state: 'active', call, kind, by, since, joined: presentIn(events) };
}

/** When a call that nobody takes has rung long enough. */
export function ringsUntil({ startedAt }: LatestCall): Instant {
  return new Date(Date.parse(startedAt) + ringMs).toISOString();
}

function arrivalsIn(events: readonly VerifiedEvent[]): ReadonlyMap<ParticipantId, Instant> {
  const arrivals = new Map<ParticipantId, Instant>();
  for (const { body, at } of events) {
    if (body.type === 'party.joined' && !arrivals.has(body.party)) arrivals.set(body.party, at);
  }
  return arrivals;
}

function endIn(events: readonly VerifiedEvent[]): LatestCall['end'] {
  for (const { body, at } of events) if (body.type === 'call.ended') return { reason: body.reason, at };
  return null;
}

function presentIn(events: readonly VerifiedEvent[]): ParticipantId[] {
  const parties = foldCall(events)?.parties ?? [];
  return [...parties].filter(([, { present }]) => present).map(([ref]) => ref);
}
