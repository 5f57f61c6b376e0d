import type { ErrorCode } from '@jawort/shared/protocol/ack';
import type { DeviceProblem } from '@jawort/widget/core/types';
import type { Words } from './words.ts';

/** Why a deed was not done: what the server said, or what keeps camera and microphone from being used. */
export type Trouble = ErrorCode | DeviceProblem;

/** What went wrong and what to do about it, never the code alone. */
export function errorText({ errors, problems, anyError }: Words, trouble: Trouble): string {
  const texts: Readonly<Partial<Record<Trouble, string>>> = { ...errors, ...problems };
  return texts[trouble] ?? anyError;
}
