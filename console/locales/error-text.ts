import type { ErrorCode } from '@jawort/shared/protocol/ack';
import type { Words } from './words.ts';

/** What went wrong and what to do about it, never the code alone. */
export function errorText(words: Words, code: ErrorCode): string {
  return words.errors[code] ?? words.anyError;
}
