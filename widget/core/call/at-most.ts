import type { Clock } from '../host.ts';

/** What `task` gives, or `null` where it fails or takes longer than `ms` milliseconds. */
export function atMost<Value>(clock: Clock, ms: number, task: Promise<Value>): Promise<Value | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(null));
    const settle = (value: Value | null) => {
      cancel();
      resolve(value);
    };
    task.then(settle, () => settle(null));
  });
}
