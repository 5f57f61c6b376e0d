import type { Socket } from 'socket.io';
import { networkOf } from '../network-of.ts';
import type { RealtimeParts } from './parts.ts';

/** What stands for who connects, behind the proxies that are trusted, where limits are counted. */
export function addressOf({ handshake }: Socket, parts: Pick<RealtimeParts, 'addressOf'>): string {
  const forwarded = handshake.headers['x-forwarded-for'];
  const address = parts.addressOf(handshake.address, Array.isArray(forwarded) ? forwarded.join() : forwarded);
  return networkOf(address);
}
