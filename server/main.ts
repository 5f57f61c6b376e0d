import { parseArgs } from 'node:util';
import { addAccount, startServer, type RunningServer } from './app.ts';
import { ConfigError } from './config.ts';
import { JawortError } from './error.ts';

const closeWithinMs = 10_000;

const usage = `Usage:
  node server/main.ts                                        starts the server
  node server/main.ts agent add --login LOGIN --name NAME    makes an agent's account`;

async function run(args: readonly string[]): Promise<void> {
  try {
    if (args.length === 0) await serve();
    else await addAgent(args);
  } catch (error) {
    say(reasonOf(error));
    process.exit(1);
  }
}

/** Starts the server, tells where it is, and stops it in order when told to. */
async function serve(): Promise<void> {
  const server = await startServer(process.env);
  stopOnSignal(server);
  say(welcome(server));
}

/** Makes an account; works also while the server runs. */
async function addAgent(args: readonly string[]): Promise<void> {
  const options = { login: { type: 'string' }, name: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { login, name } = values;
  if (positionals.join(' ') !== 'agent add' || !login || !name) throw new ConfigError([usage]);
  const password = await addAccount(process.env, login, name);
  say(`Agent ${name}: login ${login}, password ${password}`);
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

await run(process.argv.slice(2));
