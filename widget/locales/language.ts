import type { Instant, Locale } from '@jawort/shared/domain/records';
import type { Refusal } from '@jawort/shared/protocol/ack';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/** A language with its words and its way of writing times, in the reader's time zone. */
export type Language = {
  readonly locale: Locale;
  readonly direction: 'ltr' | 'rtl';
  readonly words: Words;
  readonly time: (at: Instant) => string;
  readonly day: (at: Instant) => string;
  /** To the second, with the zone, where law needs it. */
  readonly moment: (at: Instant) => string;
  readonly list: (items: readonly string[]) => string;
};

/** The names of the languages, each in itself. */
export const languageNames: Readonly<Record<Locale, string>> = { de: 'Deutsch', en: 'English' };

const catalogues: Readonly<Record<Locale, Words>> = { de, en };
const regions: Readonly<Record<Locale, string>> = { de: 'de-DE', en: 'en-GB' };

export function languageOf(locale: Locale): Language {
  const region = regions[locale];
  const writer = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(region, options);
    return (at: Instant) => format.format(new Date(at));
  };
  const list = new Intl.ListFormat(region);
  return {
    locale,
    direction: 'ltr',
    words: catalogues[locale],
    time: writer({ hour: '2-digit', minute: '2-digit' }),
    day: writer({ weekday: 'long', day: 'numeric', month: 'long' }),
    moment: writer({
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    }),
    list: (items) => list.format(items),
  };
}

/** The language to speak on a page written in `tag` (BCP 47); English to whom German cannot be expected of. */
export function localeOf(tag: string): Locale {
  return /^(de\b|$)/i.test(tag) ? 'de' : 'en';
}

/** What went wrong and what to do, in words. */
export function sentenceOf({ words }: Language, error: Refusal): string {
  const sentences: Readonly<Partial<Record<Refusal['code'], string>>> = words.errors;
  return sentences[error.code] ?? words.error;
}
