import { Notice, type NoticeRef } from '@jawort/shared/consent/notice';
import { canonicalJson } from '@jawort/shared/crypto/canonical-json';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { Locale } from '@jawort/shared/domain/records';
import * as v from 'valibot';
import type { Site } from '../../conversation/site.ts';
import { JawortError } from '../../error.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { factsOf, type NoticeFacts } from './notice-facts.ts';
import type { NoticeWords } from './notice-words.ts';

/** The version of a site's notice that sets none; it has to be raised with every change of words or facts. */
const firstVersion = '2026-11-1';

const wordsIn: Readonly<Record<Locale, (facts: NoticeFacts) => NoticeWords>> = { de: german, en: english };

/** One version of a notice: what the gate compares, and the documents by the languages they are in. */
export type BuiltNotice = { readonly ref: NoticeRef; readonly documents: readonly string[] };

/** The notice on which a site's conversations ask. */
export function noticeIdOf(site: string): string {
  return `recording-${site}`;
}

/** The notice on recording that a site's facts give; refuses with ERR_INVALID facts that no notice can say. */
export async function buildNotice(site: Site): Promise<BuiltNotice> {
  const id = noticeIdOf(site.id);
  const version = site.noticeVersion ?? firstVersion;
  const de = documentOf(site, 'de', { id, version });
  const en = documentOf(site, 'en', { id, version });
  return {
    ref: { id, version, languages: { de: await sha256(de), en: await sha256(en) } },
    documents: [de, en],
  };
}

function documentOf(
  site: Site,
  lang: Locale,
  ref: { readonly id: string; readonly version: string },
): string {
  const facts = factsOf(site, lang);
  const { controller, recipients, storage, retention, authority, jurisdiction } = facts;
  const parsed = v.safeParse(Notice, {
    ...{ ...ref, lang, purpose: 'recording', ...wordsIn[lang](facts) },
    ...{ controller, recipients, storage, retention, authority, jurisdiction },
  });
  if (parsed.success) return canonicalJson(parsed.output);
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? 'notice';
  throw new JawortError(
    'ERR_INVALID',
    `The notice of site ${site.id} cannot say "${field}": ${issue.message}`,
    {
      field,
    },
  );
}
