import { Notice } from '@jawort/shared/consent/notice';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import type { Offer } from '@jawort/shared/consent/statement';
import type { Locale } from '@jawort/shared/domain/records';
import * as v from 'valibot';
import type { Host } from '../host.ts';

/** A notice in one language, with the hash of the very bytes it was read from. */
export type NoticeDocument = { readonly notice: Notice; readonly hash: Hash };

/** The hash of the offered notice in `locale`, or in whatever language there is. */
export function documentHash({ notice }: Offer, locale: Locale): Hash {
  const hash = notice.languages[locale] ?? Object.values(notice.languages)[0];
  if (!hash) throw new TypeError('a notice in no language');
  return hash;
}

/**
 * Fetches the document that `offer` names by `hash`.
 * @throws {TypeError} where its bytes or what they say are not what was offered; nothing of it may be shown then (EV1).
 */
export async function fetchNotice(host: Host, offer: Offer, hash: Hash): Promise<NoticeDocument> {
  const response = await host.fetch(`/api/notices/${hash}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await sha256(bytes)) !== hash) throw new TypeError('the notice is not the one that was offered');
  const notice = v.parse(Notice, JSON.parse(new TextDecoder().decode(bytes)));
  const { id, version } = offer.notice;
  if (notice.id !== id || notice.version !== version || notice.purpose !== offer.purpose)
    throw new TypeError('the notice does not say what the offer says');
  return { notice, hash };
}
