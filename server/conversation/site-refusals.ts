import { JawortError } from '../error.ts';
import type { Site } from './site.ts';

/** Nobody has set up a site of this id. */
export function unknownSite(id: string): JawortError {
  const message = `There is no site "${id.slice(0, 63)}" here.`;
  return new JawortError('ERR_SITE_UNKNOWN', message, { field: 'site' });
}

/** The site exists, and pages of this origin are none of its. */
export function notOfSite(origin: string | undefined, { id }: Site): JawortError {
  const message = `Pages of ${String(origin)} may not use the site "${id}". Add that origin to the site's list.`;
  return new JawortError('ERR_ORIGIN_NOT_ALLOWED', message);
}
