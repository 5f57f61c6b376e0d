/** What one stage of the test command came to. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Each failure in full, to be read at the end. */
  readonly failures: readonly string[];
};

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const success: Tally = { ...nothing, passed: 1 };

export const failure = (text: string): Tally => ({ ...nothing, failed: 1, failures: [text] });

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

/** The line that closes a run, for people and for machines. */
export const inWords = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
