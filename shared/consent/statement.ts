import * as v from 'valibot';
import { Hash } from '../crypto/hash.ts';
import { CallId, ConversationId, ParticipantId, RequestId, WithdrawalId } from '../domain/ids.ts';
import { Instant, Locale, Modality, Role, Seq } from '../domain/records.ts';
import { DataController, Notice, NoticeRef, PurposeId } from './notice.ts';

/** A 256-bit random value, used once. */
export const Nonce = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

/** A party of a call with the thumbprint of the key it signs with. */
export const Signatory = v.strictObject({ ref: ParticipantId, role: Role, key: Hash });
export type Signatory = v.InferOutput<typeof Signatory>;

/**
 * What the server offers one party to sign; the payload of a `jawort-offer+jws`. It fixes the place in the chain (`seq`, `prev`)
 * that the consent will take, all parties' keys in order of `ref`, and the notice in all its languages (EV1).
 */
export const Offer = v.strictObject({
  v: v.literal(1),
  conversation: ConversationId,
  call: CallId,
  request: RequestId,
  party: ParticipantId,
  parties: v.pipe(v.array(Signatory), v.minLength(2), v.maxLength(8)),
  seq: Seq,
  prev: Hash,
  nonce: Nonce,
  notice: NoticeRef,
  purpose: PurposeId,
  modalities: v.array(Modality),
  /** At most 120 s after it was made. */
  expires: Instant,
});
export type Offer = v.InferOutput<typeof Offer>;

/** A party's yes; the payload of a `jawort-consent+jws` signed by that party's own key (EV1). */
export const Consent = v.strictObject({
  v: v.literal(1),
  type: v.literal('consent.given'),
  conversation: ConversationId,
  call: CallId,
  request: RequestId,
  seq: Seq,
  prev: Hash,
  offer: Hash,
  nonce: Nonce,
  party: Signatory,
  parties: Offer.entries.parties,
  notice: v.strictObject({
    id: Notice.entries.id,
    version: Notice.entries.version,
    lang: Locale,
    sha256: Hash,
  }),
  purpose: PurposeId,
  modalities: v.pipe(v.array(Modality), v.minLength(1)),
  controller: DataController,
  recipients: Notice.entries.recipients,
  storage: Notice.entries.storage,
  retention: Notice.entries.retention,
  withdraw: Notice.entries.withdraw,
  jurisdiction: Notice.entries.jurisdiction,
  lawfulBasis: v.literal('consent'),
  identityAssurance: v.picklist(['none', 'device-key']),
  /** How long the notice stood there before the click, in milliseconds. */
  shownMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** The signer's own clock: a claim. */
  clientTime: Instant,
});
export type Consent = v.InferOutput<typeof Consent>;

/** A party's withdrawal; the payload of a `jawort-consent+jws`. */
export const Withdrawal = v.strictObject({
  v: v.literal(1),
  type: v.literal('consent.withdrawn'),
  id: WithdrawalId,
  conversation: ConversationId,
  call: CallId,
  party: Signatory,
  purpose: PurposeId,
  clientTime: Instant,
});
export type Withdrawal = v.InferOutput<typeof Withdrawal>;
