import { DataController } from '@jawort/shared/consent/notice';
import { SiteId } from '@jawort/shared/domain/ids';
import * as v from 'valibot';

const line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));
const lines = v.pipe(v.array(line), v.minLength(1), v.maxLength(8));
const inEach = <Schema extends v.GenericSchema>(schema: Schema) => v.strictObject({ de: schema, en: schema });

/** Scheme, host and port as browsers write them in the `Origin` header. */
const Origin = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be like https://www.example.com',
  ),
);

/** A website that embeds the widget, with the facts about its company that every notice names. */
export const Site = v.strictObject({
  id: SiteId,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  origins: v.pipe(v.array(Origin), v.minLength(1)),
  accent: v.nullable(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, 'must be like #0a5c36'))),
  topics: v.pipe(
    v.array(v.strictObject({ id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)), label: inEach(line) })),
    v.minLength(1),
    v.maxLength(12),
  ),
  /** Raised with every change of what the site's notice says: people have signed the former words. */
  noticeVersion: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{1,3}$/, 'must be like 2026-11-1'))),
  /** What recordings are for: a clause that completes "we record". */
  purpose: v.optional(inEach(line)),
  controller: DataController,
  recipients: inEach(lines),
  storage: inEach(lines),
  /** How long a recording is kept: ISO 8601, in years, months or days. */
  retention: v.pipe(v.string(), v.regex(/^P(\d+[YMD])+$/, 'must be like P6M')),
  authority: inEach(line),
  jurisdiction: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be like DE')),
});
export type Site = v.InferOutput<typeof Site>;

/** The sites by their id. */
export type Sites = ReadonlyMap<string, Site>;
