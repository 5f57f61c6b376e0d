const baseMs = 500;
const longestMs = 15_000;

/** How long to wait before try number `attempt` (from 0): doubling, at most 15 s, the later half of it by chance. */
export function backoff(attempt: number, fraction: number): number {
  const whole = Math.min(longestMs, baseMs * 2 ** attempt);
  return Math.round(whole * (0.5 + fraction / 2));
}
