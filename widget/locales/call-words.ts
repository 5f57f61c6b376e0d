import type { Locale } from '@jawort/shared/domain/records';
import { callDe } from './call-de.ts';
import { callEn } from './call-en.ts';
import type { Catalogue } from './words.ts';

export type CallWords = Catalogue<typeof callDe>;

const catalogues: Readonly<Record<Locale, CallWords>> = { de: callDe, en: callEn };

/** What calls say in a language; apart from the chat's words, since most conversations need none of it. */
export function callWordsOf(locale: Locale): CallWords {
  return catalogues[locale];
}
