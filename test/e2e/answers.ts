import type { Locale } from '@jawort/shared/domain/records';

/** What one can press under the example site's notice. */
export const answers: Readonly<
  Record<Locale, { readonly all: string; readonly yes: string; readonly no: string }>
> = {
  de: { all: 'Alles', yes: 'Ja', no: 'Nein' },
  en: { all: 'All', yes: 'Yes', no: 'No' },
};
