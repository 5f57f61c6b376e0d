import type { Locale } from '@jawort/shared/domain/records';

const units = { Y: 'year', M: 'month', D: 'day' } as const;

/** An ISO 8601 duration of years, months and days in words: `P1Y6M` is "1 year, 6 months". */
export function durationInWords(duration: string, locale: Locale): string {
  const parts = [...duration.matchAll(/(\d+)([YMD])/g)].map(([, count, unit]) => ({
    count: Number(count),
    unit: units[unit as keyof typeof units],
  }));
  return parts.map(({ count, unit }) => inWords(count, unit, locale)).join(', ');
}

function inWords(count: number, unit: string, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
