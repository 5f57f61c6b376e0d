/** Time. Domain code never asks the machine itself. */
export interface Clock {
  /** Wall clock, UTC. */
  now(): Date;
  /** Nanoseconds of the machine's monotonic clock; MUST be comparable between processes of one machine. */
  monotonic(): bigint;
  /** Calls `task` once after `ms` milliseconds unless cancelled; MUST NOT keep the process alive. */
  after(ms: number, task: () => void): Cancel;
}

/** Cancels; idempotent. */
export type Cancel = () => void;
