import type { DeviceProblem } from '../types.ts';

/** No call is possible because the microphone, or anything at all, cannot be used; `problem` says why. */
export class DeviceUnavailable extends Error {
  override readonly name = 'DeviceUnavailable';
  readonly problem: DeviceProblem;

  constructor(problem: DeviceProblem, options?: ErrorOptions) {
    super(`no microphone: ${problem}`, options);
    this.problem = problem;
  }
}

const problems: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
};

/** What a rejection of `getUserMedia` means (Media Capture and Streams §10.2). */
export function deviceProblemOf(error: unknown): DeviceProblem {
  return (error instanceof Error && problems[error.name]) || 'unsupported';
}
