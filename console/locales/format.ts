import type { Instant, Locale } from '@jawort/shared/domain/records';

/** Dates, times and figures in the reader's language and zone. */
export type Formats = {
  time(at: Instant): string;
  day(at: Instant): string;
  dateTime(at: Instant): string;
  /** With seconds and the zone, where the law wants it exact. */
  exact(at: Instant): string;
  /** `0:42`, `12:05`, `1:02:05`: for clocks and positions. */
  clock(ms: number): string;
  /** `42 s`, `12 min`, `1 h`: for waits, read at a glance. */
  wait(ms: number): string;
  bytes(count: number): string;
  factor(value: number): string;
};

export function formatsOf(locale: Locale): Formats {
  return { ...instants(locale), ...figures(locale) };
}

function instants(locale: Locale): Pick<Formats, 'time' | 'day' | 'dateTime' | 'exact'> {
  const of = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tagOf[locale], options);
    return (at: Instant) => format.format(new Date(at));
  };
  return {
    time: of({ hour: '2-digit', minute: '2-digit' }),
    day: of({ weekday: 'long', day: 'numeric', month: 'long' }),
    dateTime: of({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    exact: of({ dateStyle: 'medium', timeStyle: 'long' }),
  };
}

const tagOf = { de: 'de-DE', en: 'en-GB' } as const satisfies Record<Locale, string>;

function figures(locale: Locale): Pick<Formats, 'clock' | 'wait' | 'bytes' | 'factor'> {
  const unit = (name: string, digits = 0) => {
    const options = {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    } as const;
    const format = new Intl.NumberFormat(tagOf[locale], options);
    return (value: number) => format.format(value);
  };
  const [kilobytes, megabytes] = [unit('kilobyte'), unit('megabyte', 1)];
  const factor = new Intl.NumberFormat(tagOf[locale], { maximumFractionDigits: 2 });
  return {
    clock,
    wait,
    bytes: (count) => (count < 1e6 ? kilobytes(Math.ceil(count / 1e3)) : megabytes(count / 1e6)),
    factor: (value) => `${factor.format(value)}×`,
  };
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function wait(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}
