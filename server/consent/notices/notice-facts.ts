import type { Locale } from '@jawort/shared/domain/records';
import type { Site } from '../../conversation/site.ts';

/** What a notice says of one site, in one language. */
export type NoticeFacts = Pick<Site, 'controller' | 'retention' | 'jurisdiction'> & {
  /** A clause that completes "we record this conversation". */
  readonly purpose: string;
  readonly recipients: readonly string[];
  readonly storage: readonly string[];
  readonly authority: string;
};

const defaultPurpose = {
  de: 'damit nachprüfbar ist, was vereinbart wurde',
  en: 'so that what was agreed can be checked later',
} as const;

/** The facts of a site as its readers in `lang` are told them. */
export function factsOf(site: Site, lang: Locale): NoticeFacts {
  const { controller, retention, jurisdiction, recipients, storage, authority, purpose } = site;
  return {
    ...{ controller, retention, jurisdiction },
    purpose: purpose?.[lang] ?? defaultPurpose[lang],
    recipients: recipients[lang],
    storage: storage[lang],
    authority: authority[lang],
  };
}
