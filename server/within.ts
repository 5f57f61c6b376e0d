import { JawortError } from './error.ts';
import type { Clock } from './ports/clock.ts';

/** What `task` gives, or ERR_UNAVAILABLE with `message` when it has not settled in time. */
export async function within<Result>(
  clock: Clock,
  ms: number,
  task: Promise<Result>,
  message: string,
): Promise<Result> {
  let cancel = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(ms, () => {
      reject(new JawortError('ERR_UNAVAILABLE', message));
    });
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    cancel();
  }
}
