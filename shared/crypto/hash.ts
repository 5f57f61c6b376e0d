import * as v from 'valibot';
import { toBase64url } from './base64url.ts';

/** A SHA-256 value as `sha256-` and 43 characters of base64url. */
export const Hash = v.pipe(v.string(), v.regex(/^sha256-[\w-]{43}$/), v.brand('Hash'));
export type Hash = v.InferOutput<typeof Hash>;

/** SHA-256 (FIPS 180-4) of bytes, or of a string's UTF-8. */
export async function sha256(input: Uint8Array<ArrayBuffer> | string): Promise<Hash> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return `sha256-${toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}` as Hash;
}
