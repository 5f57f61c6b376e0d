import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { openServerKey } from './adapters/folder/server-key.ts';
import { readOrMakeSecret } from './adapters/folder/secret-file.ts';
import { MemoryBus } from './adapters/memory/memory-bus.ts';
import { openSqliteStore } from './adapters/sqlite/open-store.ts';
import { makeKey } from './adapters/sqlite/vault.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import { systemIds } from './adapters/system/system-ids.ts';
import { Archive } from './archive/archive.ts';
import { isLocal, readConfig, type Config, type Environment } from './config.ts';
import { Chain } from './conversation/chain.ts';
import { Lifecycle } from './conversation/lifecycle.ts';
import { Messaging } from './conversation/messaging.ts';
import { NoticesInForce } from './conversation/notices-in-force.ts';
import { Snapshots } from './conversation/snapshots.ts';
import type { CallViews, ConsentViews, RecordingViews } from './conversation/views.ts';
import { httpApp } from './http/http-app.ts';
import { Lifetime } from './lifetime.ts';
import { listen } from './listen.ts';
import { openLog } from './log.ts';
import type { ServerSigner } from './ports/signer.ts';
import type { Store } from './ports/store.ts';
import { conversationHandlers } from './realtime/handlers/conversation-handlers.ts';
import { Origins } from './realtime/origins.ts';
import { RateLimits } from './realtime/rate-limits.ts';
import { openRealtime, type RealtimeServer } from './realtime/realtime-server.ts';
import { Inboxes } from './routing/inboxes.ts';
import { Presence } from './routing/presence.ts';
import { SignIn } from './routing/sign-in.ts';
import { tellStaffing } from './routing/staffing-news.ts';
import { trustedAddress } from './trusted-address.ts';

const repository = dirname(import.meta.dirname);
/** Longer no download holds up the end. */
const hangUpWithinMs = 2000;

/** A server that answers. */
export interface RunningServer {
  /** Its own origin, as browsers write it. */
  readonly origin: string;
  readonly port: number;
  /** The account that was made because there was none; its password is known nowhere else. */
  readonly firstAgent: { readonly login: string; readonly password: string } | null;
  /** Makes an account and gives its password. */
  addAgent(login: string, name: string): Promise<string>;
  /** Says good-bye, ends what runs, closes the store; idempotent. */
  close(): Promise<void>;
}

/** Starts everything that the environment asks for; where that fails nothing keeps running. */
export async function startServer(environment: Environment): Promise<RunningServer> {
  const config = readConfig(environment);
  const log = openLog(config.logLevel);
  const lifetime = new Lifetime((err) => {
    log.error({ err }, 'something would not close');
  });
  try {
    return await start(config, log, lifetime);
  } catch (error) {
    await lifetime.close();
    throw error;
  }
}

/** Makes an agent's account in the data folder that the environment names, whether or not a server runs on it; gives the password. */
export async function addAccount(environment: Environment, login: string, name: string): Promise<string> {
  const store = await openStore(readConfig(environment).dataFolder);
  try {
    return await addAgent(new SignIn({ agents: store.agents, clock, ids }), login, name);
  } finally {
    await store.close();
  }
}

async function start(config: Config, log: Logger, lifetime: Lifetime): Promise<RunningServer> {
  warnOfInsecureOrigin(config, log);
  const foundation = await openFoundation(config, log, lifetime);
  const domain = compose(foundation);
  const firstAgent = await ensureAgent(foundation, domain.signIn);
  const { server, port } = await listen(config);
  const origin = config.publicUrl?.origin ?? `${config.tls ? 'https' : 'http'}://localhost:${port}`;
  attach(server, origin, foundation, domain);
  return {
    origin,
    port,
    firstAgent,
    addAgent: (login, name) => addAgent(domain.signIn, login, name),
    close: () => lifetime.close(),
  };
}

type Foundation = {
  readonly config: Config;
  readonly log: Logger;
  readonly lifetime: Lifetime;
  readonly store: Store;
  readonly signer: ServerSigner;
  readonly bus: MemoryBus;
  readonly chain: Chain;
};

const clock = systemClock;
const ids = systemIds;

async function openFoundation(config: Config, log: Logger, lifetime: Lifetime): Promise<Foundation> {
  const { dataFolder } = config;
  const signer = await openServerKey(join(dataFolder, 'keys'));
  const store = await openStore(dataFolder);
  lifetime.add(() => store.close());
  const bus = new MemoryBus((err) => {
    log.error({ err }, 'a subscriber failed');
  });
  lifetime.add(() => {
    bus.close();
  });
  return {
    config,
    log,
    lifetime,
    store,
    signer,
    bus,
    chain: new Chain({ events: store.events, signer, clock }),
  };
}

function openStore(dataFolder: string): Promise<Store> {
  const key = readOrMakeSecret(join(dataFolder, 'keys', 'store.key'), makeKey);
  return openSqliteStore({ path: join(dataFolder, 'jawort.db'), key, clock });
}

function compose({ bus, chain, config, log, store }: Foundation) {
  const { conversations, messages } = store;
  const calls: CallViews = { current: () => Promise.resolve(null) };
  const consents: ConsentViews = {
    of: () => Promise.resolve({ request: null, mine: { state: 'unasked' }, given: [] }),
  };
  const recordings: RecordingViews = { state: () => ({ state: 'off' }) };
  const onError = (err: unknown) => {
    log.error({ err }, 'news could not be told');
  };
  const presence = new Presence(clock);
  const notices = new NoticesInForce(chain, store.notices, (site) => `recording-${site}`);
  const beforeClose = () => Promise.resolve();
  const lifecycle = new Lifecycle({
    ...{ conversations, chain, notices, bus, clock, ids },
    ...{ staffing: presence, beforeClose },
  });
  const inboxes = new Inboxes({
    ...{ conversations, events: store.events, messages, calls, presence, bus, clock, onError },
  });
  inboxes.watch();
  presence.onChange((agent) => {
    tellStaffing({ presence, conversations, bus }, agent).catch(onError);
  });
  return {
    inboxes,
    lifecycle,
    messaging: new Messaging({ conversations, messages, bus, clock }),
    presence,
    signIn: new SignIn({ agents: store.agents, clock, ids }),
    snapshots: new Snapshots({ messages, calls, consents, recordings, staffing: presence }),
    archive: new Archive({ chain, conversations, recordings: join(config.dataFolder, 'recordings') }),
  };
}

type Domain = ReturnType<typeof compose>;

function attach(server: Server, origin: string, foundation: Foundation, domain: Domain): void {
  const { config, lifetime, log, store } = foundation;
  const realtime = realtimeOf(origin, foundation, domain);
  const app = httpApp({
    ...{ archive: domain.archive, ids, log, origin, signIn: domain.signIn, sites: config.sites },
    ...{ keys: foundation.signer.keys, notices: store.notices, staffing: domain.presence },
    trustedProxies: config.trustedProxies,
    checkReady: () => store.check(),
    onSignedOut: (session) => {
      realtime.signOut(session);
    },
    folders: { widget: join(repository, 'widget', 'dist'), console: join(repository, 'console', 'dist') },
  });
  server.on('request', app);
  realtime.attach(server);
  lifetime.add(() => hangUp(server, realtime));
}

async function hangUp(server: Server, realtime: RealtimeServer): Promise<void> {
  const cancel = clock.after(hangUpWithinMs, () => {
    server.closeAllConnections();
  });
  await realtime.close();
  cancel();
}

function realtimeOf(origin: string, { bus, config, log, store }: Foundation, domain: Domain): RealtimeServer {
  const { conversations, agents } = store;
  const { inboxes, lifecycle, messaging, presence, snapshots } = domain;
  return openRealtime({
    ...{ agents, bus, clock, conversations, inboxes, lifecycle, log, messaging, presence, snapshots },
    limits: new RateLimits(config.rateLimitFactor),
    origins: new Origins(origin, config.sites),
    sites: config.sites,
    handlers: [conversationHandlers({ conversations, lifecycle, messaging, snapshots })],
    onGone: [
      (asker) => {
        messaging.forget(asker);
      },
    ],
    addressOf: trustedAddress(config.trustedProxies),
  });
}

async function ensureAgent(
  { config, store }: Foundation,
  signIn: SignIn,
): Promise<RunningServer['firstAgent']> {
  if ((await store.agents.count()) > 0) return null;
  const { login, name } = config.firstAgent;
  return { login, password: await addAgent(signIn, login, name) };
}

async function addAgent(signIn: SignIn, login: string, name: string): Promise<string> {
  const password = ids.secret().slice(0, 20);
  await signIn.addAgent(login, name, password);
  return password;
}

function warnOfInsecureOrigin({ publicUrl }: Config, log: Logger): void {
  if (publicUrl?.protocol !== 'http:' || isLocal(publicUrl.hostname)) return;
  log.warn(
    { origin: publicUrl.origin },
    'browsers give no camera and no microphone to pages without TLS: set PUBLIC_URL to an https address',
  );
}
