import type { ErrorCode, Refusal } from '@jawort/shared/protocol/ack';

/** Anything that keeps a request from being done; `code` is of the closed table, `cause` what lay beneath. */
export class JawortError extends Error {
  override readonly name = 'JawortError';
  readonly code: ErrorCode;
  readonly detail: Omit<Refusal, 'code' | 'message'>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown } & Omit<Refusal, 'code' | 'message'> = {},
  ) {
    const { cause, ...detail } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.detail = detail;
  }
}
