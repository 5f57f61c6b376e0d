import { JawortError } from '../../error.ts';

/** Does something with mediasoup; what goes wrong there comes out in our own words. */
export async function translated<Result>(what: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    throw cause instanceof JawortError ? cause : mediaFailed(what, cause);
  }
}

/** The media server could not do `what`; joining the call again begins afresh. */
export function mediaFailed(what: string, cause?: unknown): JawortError {
  return new JawortError('ERR_MEDIA_FAILED', `The media server could not ${what}; join the call again.`, {
    cause,
  });
}
