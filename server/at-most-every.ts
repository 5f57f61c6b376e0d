import type { Clock } from './ports/clock.ts';

/** Does `task` at most once in `ms` milliseconds: whoever asks meanwhile gets the same answer. */
export function atMostEvery<Result>(
  clock: Clock,
  ms: number,
  task: () => Promise<Result>,
): () => Promise<Result> {
  let last: { readonly at: bigint; readonly answer: Promise<Result> } | undefined;
  return () => {
    const at = clock.monotonic();
    if (!last || at - last.at >= BigInt(ms) * 1_000_000n) last = { at, answer: task() };
    return last.answer;
  };
}
