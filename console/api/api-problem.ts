import type { ErrorCode } from '@jawort/shared/protocol/ack';

/** Why the server did not do what it was asked over HTTP. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, retryAfterMs: number | null = null, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
