import type { Socket } from 'socket.io';
import type { RealtimeParts } from './parts.ts';

/** The network address of who connects, behind the proxies that are trusted. */
export function addressOf({ handshake }: Socket, parts: Pick<RealtimeParts, 'addressOf'>): string {
  const forwarded = handshake.headers['x-forwarded-for'];
  return parts.addressOf(handshake.address, Array.isArray(forwarded) ? forwarded.join() : forwarded);
}
