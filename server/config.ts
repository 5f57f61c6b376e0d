import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { Site, type Sites } from './conversation/site.ts';
import { defaultSite } from './default-site.ts';

/** Variables of the environment, empty ones left out. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How browsers find a way to the media server where the direct one is blocked. */
export type Turn =
  | { readonly by: 'secret'; readonly urls: readonly string[]; readonly secret: string }
  | {
      readonly by: 'password';
      readonly urls: readonly string[];
      readonly username: string;
      readonly credential: string;
    };

export type Config = {
  readonly host: string | null;
  readonly port: number;
  /** Where browsers reach this server; `null`: at localhost, on the port that it gets. */
  readonly publicUrl: URL | null;
  readonly dataFolder: string;
  readonly trustedProxies: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly media: {
    readonly announcedAddress: string;
    readonly listenIp: string;
    readonly port: number;
    readonly workers: number;
    readonly turn: Turn | null;
  };
  readonly sites: Sites;
  /** Multiplies how much one person may ask. */
  readonly rateLimitFactor: number;
  readonly logLevel: string;
  readonly firstAgent: { readonly login: string; readonly name: string };
};

/** The settings are wrong; `problems` names all of them, each with an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`These settings cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const number = (from: number, to: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, `must be a whole number from ${from} to ${to}`),
    v.toNumber(),
    v.minValue(from, `must be at least ${from}`),
    v.maxValue(to, `must be at most ${to}`),
  );
const url = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'must be an address with http or https',
  ),
  v.transform((text) => new URL(text)),
);
const publicUrl = v.pipe(
  url,
  v.check(({ pathname, search }) => pathname === '/' && search === '', 'must have no path'),
);
const turnUrls = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((one) => one.trim())),
  v.array(
    v.pipe(
      v.string(),
      v.regex(/^turns?:\S+$/, 'must be addresses with turn: or turns:, commas between them'),
    ),
  ),
);
const file = v.pipe(
  v.string(),
  v.rawTransform<string, Buffer>(({ dataset, addIssue, NEVER }) => {
    try {
      return readFileSync(dataset.value);
    } catch (error) {
      addIssue({ message: `must name a file that can be read (${String(error)})` });
      return NEVER;
    }
  }),
);
const text = v.pipe(v.string(), v.maxLength(200));

const SiteList = v.pipe(
  v.array(Site),
  v.minLength(1, 'must name one site at least'),
  v.check(
    (sites) => new Set(sites.map(({ id }) => id)).size === sites.length,
    'must give each site an id of its own',
  ),
);

/** Every variable, with an example of a right value. */
const variables = {
  PORT: { schema: number(0, 65_535), example: '8080' },
  HOST: { schema: text, example: '0.0.0.0' },
  PUBLIC_URL: { schema: publicUrl, example: 'https://chat.example.com' },
  DATA_DIR: { schema: text, example: '/var/lib/jawort' },
  TRUST_PROXY: { schema: number(0, 10), example: '1' },
  TLS_CERT: { schema: file, example: '/etc/jawort/fullchain.pem' },
  TLS_KEY: { schema: file, example: '/etc/jawort/privkey.pem' },
  MEDIA_ANNOUNCED_ADDRESS: { schema: text, example: '203.0.113.7' },
  MEDIA_PORT: { schema: number(0, 65_535), example: '40000' },
  MEDIA_WORKERS: { schema: number(1, 64), example: '2' },
  TURN_URLS: { schema: turnUrls, example: 'turn:turn.example.com:3478?transport=udp' },
  TURN_SECRET: { schema: text, example: 'the static-auth-secret of your coturn' },
  TURN_USERNAME: { schema: text, example: 'jawort' },
  TURN_CREDENTIAL: { schema: text, example: 'its password' },
  RATE_LIMIT_FACTOR: { schema: number(1, 1_000_000), example: '1' },
  SITES_FILE: { schema: file, example: '/etc/jawort/sites.json' },
  EXAMPLE_URL: { schema: url, example: 'http://localhost:8081' },
  LOG_LEVEL: {
    schema: v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    example: 'info',
  },
  FIRST_AGENT_LOGIN: { schema: v.pipe(text, v.minLength(1), v.maxLength(80)), example: 'agent' },
  FIRST_AGENT_NAME: {
    schema: v.pipe(text, v.trim(), v.minLength(1), v.maxLength(80)),
    example: 'Ayşe Yılmaz',
  },
} as const;

type Name = keyof typeof variables;
type Values = { [One in Name]?: v.InferOutput<(typeof variables)[One]['schema']> };

/**
 * Reads the settings from the environment, once.
 * @throws {ConfigError} naming everything that is wrong, so that nobody has to start the server once per mistake.
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values = readValues(environment, problems);
  checkTogether(values, environment, problems);
  const sites = readSites(values, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(values, sites);
}

function readValues(environment: Environment, problems: string[]): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(variables) as Name[]) {
    const given = environment[name];
    if (given === undefined || given === '') continue;
    const parsed = v.safeParse(variables[name].schema, given);
    if (parsed.success) values[name] = parsed.output;
    else problems.push(describe(name, given, parsed.issues[0].message));
  }
  return values;
}

function describe(name: Name, given: string, message: string): string {
  const shown = /SECRET|CREDENTIAL/.test(name) ? '' : `, not "${given}"`;
  return `${name} ${message}${shown}. Example: ${name}=${variables[name].example}`;
}

function checkTogether(values: Values, environment: Environment, problems: string[]): void {
  const has = (name: Name) => Boolean(environment[name]);
  if (has('TLS_CERT') !== has('TLS_KEY'))
    problems.push('TLS_CERT and TLS_KEY go together: set both or none.');
  const signsIn = has('TURN_SECRET') || (has('TURN_USERNAME') && has('TURN_CREDENTIAL'));
  if (has('TURN_URLS') && !signsIn)
    problems.push('TURN_URLS needs TURN_SECRET, or TURN_USERNAME and TURN_CREDENTIAL.');
  const lastMediaPort = (values.MEDIA_PORT ?? 0) + (values.MEDIA_WORKERS ?? workersHere()) - 1;
  if (lastMediaPort > 65_535)
    problems.push(
      `MEDIA_PORT and MEDIA_WORKERS need ports up to ${lastMediaPort}, and 65535 is the last there is.`,
    );
  if (values.TLS_CERT && values.PUBLIC_URL?.protocol === 'http:')
    problems.push(
      'PUBLIC_URL must begin with https: where TLS_CERT is set. Example: PUBLIC_URL=https://chat.example.com',
    );
}

function readSites({ SITES_FILE, EXAMPLE_URL }: Values, problems: string[]): Sites {
  const list = SITES_FILE
    ? parseSites(SITES_FILE.toString(), problems)
    : [defaultSite([EXAMPLE_URL?.origin ?? 'http://localhost:8081'])];
  return new Map(list.map((site) => [site.id, site]));
}

function parseSites(json: string, problems: string[]): readonly Site[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), SiteList), json);
  if (parsed.success) return parsed.output;
  for (const issue of parsed.issues) {
    const path = v.getDotPath(issue);
    problems.push(`SITES_FILE: ${path ? `${path}: ` : ''}${issue.message}`);
  }
  return [];
}

function toConfig(values: Values, sites: Sites): Config {
  const { PUBLIC_URL: publicUrl = null } = values;
  return {
    host: values.HOST ?? null,
    port: values.PORT ?? 8080,
    publicUrl,
    dataFolder: resolve(values.DATA_DIR ?? 'data'),
    trustedProxies: values.TRUST_PROXY ?? 0,
    tls: values.TLS_CERT && values.TLS_KEY ? { cert: values.TLS_CERT, key: values.TLS_KEY } : null,
    media: toMedia(values, publicUrl?.hostname ?? 'localhost'),
    sites,
    rateLimitFactor: values.RATE_LIMIT_FACTOR ?? 1,
    logLevel: values.LOG_LEVEL ?? 'info',
    firstAgent: {
      login: values.FIRST_AGENT_LOGIN ?? 'agent',
      name: values.FIRST_AGENT_NAME ?? 'Ayşe Yılmaz',
    },
  };
}

function toMedia(values: Values, host: string): Config['media'] {
  const isHere = isLocal(host);
  const announcedAddress = values.MEDIA_ANNOUNCED_ADDRESS ?? (isHere ? '127.0.0.1' : bare(host));
  const everywhere = isIP(announcedAddress) === 6 ? '::' : '0.0.0.0';
  return {
    announcedAddress,
    listenIp: isHere && !values.MEDIA_ANNOUNCED_ADDRESS ? '127.0.0.1' : everywhere,
    port: values.MEDIA_PORT ?? 40_000,
    workers: values.MEDIA_WORKERS ?? workersHere(),
    turn: toTurn(values),
  };
}

function workersHere(): number {
  return Math.min(availableParallelism(), 4);
}

function toTurn(values: Values): Turn | null {
  const {
    TURN_URLS: urls,
    TURN_SECRET: secret,
    TURN_USERNAME: username,
    TURN_CREDENTIAL: credential,
  } = values;
  if (!urls) return null;
  if (secret !== undefined) return { by: 'secret', urls, secret };
  if (username === undefined || credential === undefined) return null;
  return { by: 'password', urls, username, credential };
}

/** Whether a host is this machine to everybody who may use it: browsers trust such origins without TLS. */
export function isLocal(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    bare(host) === '::1' ||
    /^127(\.\d+){3}$/.test(host)
  );
}

function bare(host: string): string {
  const inner = host.replace(/^\[(.*)\]$/, '$1');
  return isIP(inner) === 6 ? inner : host;
}
