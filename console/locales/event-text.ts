import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { EventBody, EventType } from '@jawort/shared/events/event';
import type { Words } from './words.ts';

/** What happened, in one line. */
export function eventText(body: EventBody, name: (ref: ParticipantId) => string, { events }: Words): string {
  switch (body.type) {
    case 'conversation.opened':
      return events.opened(name(body.visitor));
    case 'agent.assigned':
      return events.assigned(name(body.party));
    case 'conversation.closed':
      return events.closed;
    case 'notice.published':
      return events.notice(body.notice.version);
    case 'call.started':
      return events.callStarted[body.kind];
    case 'call.interrupted':
      return events.interrupted[body.reason];
    case 'call.ended':
      return events.callEnded[body.reason];
    case 'party.joined':
      return events.joined(name(body.party));
    case 'party.lost':
      return events.lost(name(body.party));
    case 'party.left':
      return events.left(name(body.party));
    case 'media.added':
      return events.mediaAdded[body.source](name(body.party));
    case 'media.removed':
      return events.mediaRemoved(name(body.party));
    case 'clock.jump':
      return events.clock;
    case 'key.bound':
      return events.key(name(body.party));
    case 'consent.requested':
      return events.requested(name(body.by));
    case 'consent.given':
      return events.given(name(body.party));
    case 'consent.withdrawn':
      return events.withdrawn(name(body.party));
    case 'recording.started':
      return events.started;
    case 'recording.stopped':
      return events.stopped[body.reason];
    case 'recording.deleted':
      return events.deleted[body.reason];
  }
}

/** Whether an event matters only to who checks the chain. */
export function isDetail(type: EventType): boolean {
  return details.has(type);
}

const details: ReadonlySet<EventType> = new Set([
  'notice.published',
  'media.added',
  'media.removed',
  'key.bound',
  'clock.jump',
]);
