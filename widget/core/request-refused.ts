import type { ErrorCode, Refusal } from '@jawort/shared/protocol/ack';

const passing: readonly ErrorCode[] = ['ERR_RATE_LIMITED', 'ERR_UNAVAILABLE'];

/** Why a request was not done; screens translate `refusal.code`. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.refusal = refusal;
  }

  /** Whether asking the same again later makes sense. */
  get passes(): boolean {
    return passing.includes(this.refusal.code);
  }
}

/** The refusal in `error`, or `ERR_INTERNAL` where something else broke. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RequestRefused) return error.refusal;
  return { code: 'ERR_INTERNAL', message: error instanceof Error ? error.message : String(error) };
}
