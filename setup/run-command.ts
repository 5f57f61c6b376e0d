import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { SetupStop } from './setup-stop.ts';

export type CommandOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
};

export type CommandResult = {
  readonly succeeded: boolean;
  readonly output: string;
};

/** Runs a command to its end. SIGINT and SIGTERM stop it before they stop set-up, so that no compiler is left running. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, onLine }: CommandOptions = {},
): Promise<CommandResult> {
  const lines: string[] = [];
  const take = (line: string): void => {
    lines.push(line);
    onLine?.(line);
  };
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const child = spawn(command, args, {
      cwd,
      env,
      signal: interruption.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await Promise.all([once(child, 'close'), eachLine(child.stdout, take), eachLine(child.stderr, take)]);
    return { succeeded: child.exitCode === 0, output: lines.join('\n') };
  } catch (error) {
    if (interruption.signal.aborted)
      throw new SetupStop('Interrupted. The same command starts this step afresh.');
    return { succeeded: false, output: String(error) };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function eachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) take(line);
}
