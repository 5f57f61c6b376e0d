import * as v from 'valibot';
import { Hash } from '../crypto/hash.ts';
import { Locale, Modality } from '../domain/records.ts';

const line = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const purposeId = v.picklist(['recording', 'transcript', 'crm']);

/** What a consent is for; each is asked on its own (RG8). */
export const PurposeId = purposeId;
export type PurposeId = v.InferOutput<typeof PurposeId>;

/** Who decides about the data (GDPR Art. 4(7), 13(1)(a), (b)). */
export const DataController = v.strictObject({ name: line, address: line, contact: line, dpo: line });
export type DataController = v.InferOutput<typeof DataController>;

/**
 * One language of one version of a notice. Its canonical JSON is what is stored, hashed and sent; the dialog shows these very
 * strings and no others, so the hash that a person signs is of the words that stood before them (EV1).
 */
export const Notice = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
  version: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{1,3}$/)),
  lang: Locale,
  purpose: purposeId,
  question: line,
  facts: v.pipe(v.array(v.strictObject({ label: line, text: line })), v.minLength(4), v.maxLength(6)),
  freedom: line,
  modalities: v.array(v.strictObject({ id: Modality, label: line })),
  all: line,
  yes: line,
  no: line,
  full: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  plain: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  controller: DataController,
  recipients: v.array(line),
  storage: v.array(line),
  retention: v.pipe(v.string(), v.regex(/^P(\d+[YMD])+$/)),
  withdraw: line,
  rights: line,
  authority: line,
  jurisdiction: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
});
export type Notice = v.InferOutput<typeof Notice>;

/** A notice without its words: id and version are compared by the gate, the hashes name each language's bytes. */
export const NoticeRef = v.strictObject({
  id: Notice.entries.id,
  version: Notice.entries.version,
  languages: v.record(Locale, Hash),
});
export type NoticeRef = v.InferOutput<typeof NoticeRef>;
