import { SetupStop } from './setup-stop.ts';

/** Runs a task of set-up; where it cannot go on, its message is all that is shown. */
export async function orStop(task: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await task();
  } catch (error) {
    if (!(error instanceof SetupStop)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
