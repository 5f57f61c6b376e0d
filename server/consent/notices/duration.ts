import type { Locale } from '@jawort/shared/domain/records';

const units = { Y: 'year', M: 'month', D: 'day' } as const;
type Unit = (typeof units)[keyof typeof units];
type Part = { readonly count: number; readonly unit: Unit };

/** An ISO 8601 duration of years, months and days in words: `P1Y6M` is "1 year, 6 months". */
export function durationInWords(duration: string, locale: Locale): string {
  return partsOf(duration)
    .map(({ count, unit }) => inWords(count, unit, locale))
    .join(', ');
}

/** When such a duration is over that began at `start`, by the calendar in UTC; the 31st becomes the last day of a shorter month. */
export function endOfDuration(start: Date, duration: string): Date {
  return partsOf(duration).reduce(add, start);
}

function partsOf(duration: string): readonly Part[] {
  return [...duration.matchAll(/(\d+)([YMD])/g)].map(([, count, unit]) => ({
    count: Number(count),
    unit: units[unit as keyof typeof units],
  }));
}

function inWords(count: number, unit: string, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

function add(from: Date, { count, unit }: Part): Date {
  const to = new Date(from);
  if (unit === 'day') {
    to.setUTCDate(from.getUTCDate() + count);
    return to;
  }
  to.setUTCMonth(from.getUTCMonth() + count * (unit === 'year' ? 12 : 1));
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to;
}
