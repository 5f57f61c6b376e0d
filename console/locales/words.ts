import type { Locale } from '@jawort/shared/domain/records';
import { de } from './de.ts';
import { en } from './en.ts';

/** Every word of the console in one language. */
export type Words = typeof de;

const languages: Readonly<Record<Locale, Words>> = { de, en };

export function wordsOf(locale: Locale): Words {
  return languages[locale];
}
