import type { Locale } from '@jawort/shared/domain/records';

/** What the console keeps for its agent on this device; none of it is about visitors. */
export type Preferences = {
  readonly locale: Locale;
  readonly sound: boolean;
  readonly shortcuts: boolean;
  readonly person: boolean;
};

const key = 'jawort.console';

export function loadPreferences(): Preferences {
  const defaults: Preferences = { locale: preferredLocale(), sound: false, shortcuts: true, person: true };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return { ...defaults, ...known(kept) };
  } catch {
    return defaults;
  }
}

/** Keeps them where the browser lets us. */
export function savePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    return;
  }
}

/** Names the page in the tab, in its language. */
export function namePage(title: string, locale: Locale): void {
  if (document.title !== title) document.title = title;
  document.documentElement.lang = locale;
}

function preferredLocale(): Locale {
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

function known(kept: unknown): Partial<Preferences> {
  if (typeof kept !== 'object' || kept === null) return {};
  const { locale, sound, shortcuts, person } = kept as Record<keyof Preferences, unknown>;
  return {
    ...((locale === 'de' || locale === 'en') && { locale }),
    ...(typeof sound === 'boolean' && { sound }),
    ...(typeof shortcuts === 'boolean' && { shortcuts }),
    ...(typeof person === 'boolean' && { person }),
  };
}
