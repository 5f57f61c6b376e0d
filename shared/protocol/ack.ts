import * as v from 'valibot';

/** The closed table of what can be wrong with a request; each says what the person or program may do about it. */
export const errorCodes = [
  'ERR_PROTOCOL_VERSION',
  'ERR_INVALID',
  'ERR_TOO_LARGE',
  'ERR_UNKNOWN_EVENT',
  'ERR_SITE_UNKNOWN',
  'ERR_ORIGIN_NOT_ALLOWED',
  'ERR_TOKEN_INVALID',
  'ERR_NOT_SIGNED_IN',
  'ERR_LOGIN_FAILED',
  'ERR_NOT_FOUND',
  'ERR_RATE_LIMITED',
  'ERR_CONVERSATION_CLOSED',
  'ERR_ALREADY_TAKEN',
  'ERR_NO_AGENT',
  'ERR_CALL_BUSY',
  'ERR_CALL_ENDED',
  'ERR_CALL_ELSEWHERE',
  'ERR_NOT_IN_CALL',
  'ERR_WITHDRAWAL_PENDING',
  'ERR_MEDIA_FAILED',
  'ERR_MEDIA_LIMIT',
  'ERR_CONSENT_STALE',
  'ERR_CONSENT_MISMATCH',
  'ERR_CONSENT_SIGNATURE',
  'ERR_CONSENT_REPLAYED',
  'ERR_CONSENT_KEY',
  'ERR_NOTICE_OUTDATED',
  'ERR_NOT_ASKED',
  'ERR_STORE_FAILED',
  'ERR_UNAVAILABLE',
  'ERR_INTERNAL',
] as const;

export const ErrorCode = v.picklist(errorCodes);
export type ErrorCode = v.InferOutput<typeof ErrorCode>;

/** Why a request was not done. `message` is for the log of who wrote the client; screens translate `code`. */
export const Refusal = v.strictObject({
  code: ErrorCode,
  message: v.string(),
  /** The field that is at fault, dotted. */
  field: v.optional(v.string()),
  /** After how many milliseconds a retry makes sense. */
  retryAfterMs: v.optional(v.number()),
});
export type Refusal = v.InferOutput<typeof Refusal>;

/** The answer to every request: done and durable, or refused with nothing changed. */
export type Ack<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Refusal };
