import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a server's main thread does that can be seen from outside or outlives it. */
export type Step = 'fsync' | 'pwrite64' | 'write' | 'writev';

/** Has a process killed (SIGKILL) when its main thread is about to do something for the nth time from now on. */
export class DeathAt {
  readonly #strace: ChildProcess;

  private constructor(strace: ChildProcess) {
    this.#strace = strace;
  }

  /** Resolves when counting has begun. Other threads do nothing that counts, so the nth step is the same one in each run. */
  static async arm(pid: number, step: Step, nth: number): Promise<DeathAt> {
    const options = ['-e', `trace=${step}`, '-e', `inject=${step}:signal=KILL:when=${nth}`];
    const strace = spawn('strace', ['-p', String(pid), ...options, '-o', '/dev/null'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await attached(strace);
    return new DeathAt(strace);
  }

  /** Lets the process live; resolves when nobody counts any more. */
  async disarm(): Promise<void> {
    if (this.#strace.exitCode !== null || this.#strace.signalCode !== null) return;
    const gone = once(this.#strace, 'exit');
    this.#strace.kill('SIGINT');
    await gone;
  }
}

async function attached(strace: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    strace.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('attached')) resolve();
    });
    strace.once('error', () => {
      reject(new Error('these tests need strace: apt-get install strace'));
    });
    strace.once('exit', () => {
      reject(new Error(`strace could not attach; it needs CAP_SYS_PTRACE:\n${said}`));
    });
  });
}
