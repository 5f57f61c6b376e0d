import { peekJws } from '@jawort/shared/crypto/jws';
import type { Event } from '@jawort/shared/events/event';
import type { Instant } from '@jawort/shared/domain/records';
import type { Receipt } from '../core/types.ts';

/** The event that a receipt countersigns. The client has verified it before it became a part of the state. */
export function eventOf({ receipt }: Receipt): Event {
  return peekJws(receipt) as Event;
}

export function timeOfReceipt(receipt: Receipt): Instant {
  return eventOf(receipt).at;
}
