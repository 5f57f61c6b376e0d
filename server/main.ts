import { startServer, type RunningServer } from './app.ts';
import { ConfigError } from './config.ts';
import { JawortError } from './error.ts';

const closeWithinMs = 10_000;

/** Starts the server, tells where it is, and stops it in order when told to. */
async function run(): Promise<void> {
  try {
    const server = await startServer(process.env);
    stopOnSignal(server);
    say(welcome(server));
  } catch (error) {
    say(reasonOf(error));
    process.exit(1);
  }
}

function welcome({ origin, firstAgent }: RunningServer): string {
  const lines = [`Console                ${origin}/console/`];
  if (firstAgent)
    lines.push(
      `First agent            login ${firstAgent.login}, password ${firstAgent.password}`,
      '                       (shown this once and kept nowhere; write it down)',
    );
  return lines.join('\n');
}

function stopOnSignal(server: RunningServer): void {
  const stop = () => {
    setTimeout(() => process.exit(1), closeWithinMs).unref();
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof JawortError) return error.message;
  return error instanceof Error && error.stack ? error.stack : String(error);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await run();
