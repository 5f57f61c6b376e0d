import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { HeadlessParty, openVisitor, signInAgent, type Door } from './headless-party.ts';

const program = join(import.meta.dirname, '..', '..', 'server', 'main.ts');

/** The origin of the page that embeds the widget in tests. */
export const siteOrigin = 'http://localhost:8081';

export type Account = { readonly login: string; readonly password: string };

export type TestServerOptions = {
  /** Variables that differ from those of {@link startTestServer}. */
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder of a server that ran before; by default a fresh one, removed at the end. */
  readonly dataFolder?: string;
  /** Programs to run the server under, such as `strace` and its options. */
  readonly under?: readonly string[];
};

/** The real server as a process of its own, on free ports, with a data folder of its own. */
export class TestServer {
  readonly process: ChildProcess;
  /** The server's own origin. */
  readonly url: string;
  readonly dataFolder: string;
  /** The account that the server made because there was none; `null` on a data folder that has one. */
  readonly firstAgent: Account | null;
  readonly #env: NodeJS.ProcessEnv;
  readonly #output: readonly string[];
  readonly #ownsFolder: boolean;

  constructor(parts: {
    readonly process: ChildProcess;
    readonly env: NodeJS.ProcessEnv;
    readonly dataFolder: string;
    readonly ownsFolder: boolean;
    readonly output: readonly string[];
  }) {
    this.process = parts.process;
    this.dataFolder = parts.dataFolder;
    this.#env = parts.env;
    this.#output = parts.output;
    this.#ownsFolder = parts.ownsFolder;
    this.url = /Console\s+(http\S+)\/console\//.exec(this.output)?.[1] ?? '';
    this.firstAgent = accountIn(this.output);
  }

  /** Everything the server has written to its output and its log. */
  get output(): string {
    return this.#output.join('');
  }

  /** Makes another agent's account, by the command that operators use. */
  async addAgent(login: string, name: string): Promise<Account> {
    const child = spawn(process.execPath, [program, 'agent', 'add', '--login', login, '--name', name], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = collect(child);
    await once(child, 'close');
    const account = accountIn(output.join(''));
    if (!account) throw new Error(`no account was made:\n${output.join('')}`);
    return account;
  }

  /** A visitor who has opened a conversation. */
  openVisitor() {
    return openVisitor(this.url, siteOrigin);
  }

  /** The first agent, signed in. */
  signIn(account: Account | null = this.firstAgent) {
    if (!account) throw new Error('this server has no account whose password is known');
    return signInAgent(this.url, account.login, account.password);
  }

  /** A connection as the door says, not yet connected. */
  connect(door: Partial<Door>): HeadlessParty {
    return new HeadlessParty({
      url: this.url,
      origin: siteOrigin,
      namespace: '/visitor',
      auth: { site: 'demo' },
      ...door,
    });
  }

  /** Ends the process without giving it a word (SIGKILL). */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends the process in order; its exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** A new server on the same data folder; this one must have ended. */
  restart(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
    return startTestServer({ env: { ...ownOf(this.#env), ...env }, dataFolder: this.dataFolder });
  }

  /** Ends the process and removes the data folder, if it was made for this server. */
  async close(): Promise<void> {
    await this.stop();
    if (this.#ownsFolder) await rm(this.dataFolder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
    return this.process.exitCode;
  }
}

/** Starts the real server; resolves when it answers. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { dataFolder = await mkdtemp(join(tmpdir(), 'jawort-test-')), under = [] } = options;
  const env = { ...process.env, ...testEnvironment, DATA_DIR: dataFolder, ...options.env };
  const [command, ...args] = [...under, process.execPath, program];
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  await untilReady(child, output);
  return new TestServer({ process: child, env, dataFolder, output, ownsFolder: !options.dataFolder });
}

const testEnvironment = {
  PORT: '0',
  PUBLIC_URL: '',
  EXAMPLE_URL: siteOrigin,
  LOG_LEVEL: 'warn',
  MEDIA_PORT: '0',
  MEDIA_WORKERS: '1',
  RATE_LIMIT_FACTOR: '100',
} as const;

function ownOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && process.env[entry[0]] !== entry[1],
    ),
  );
}

function collect({ stdout, stderr }: ChildProcess): string[] {
  const output: string[] = [];
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(stripVTControlCharacters(text)));
  return output;
}

async function untilReady(child: ChildProcess, output: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output.join('').includes('Console')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${code} before it was ready:\n${output.join('')}`));
    });
  });
}

function accountIn(output: string): Account | null {
  const [, login, password] = /login (\S+), password (\S+)/.exec(output) ?? [];
  return login !== undefined && password !== undefined ? { login, password } : null;
}
