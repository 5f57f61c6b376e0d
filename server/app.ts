import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import type { IceServer } from '@jawort/shared/protocol/media';
import type { Logger } from 'pino';
import { readOrMakeSecret } from './adapters/folder/secret-file.ts';
import { openServerKey } from './adapters/folder/server-key.ts';
import { MediasoupServer } from './adapters/mediasoup/mediasoup-server.ts';
import { turnCredentials } from './adapters/mediasoup/turn-credentials.ts';
import { MemoryBus } from './adapters/memory/memory-bus.ts';
import { openSqliteStore } from './adapters/sqlite/open-store.ts';
import { makeKey } from './adapters/sqlite/vault.ts';
import { systemClock as clock } from './adapters/system/system-clock.ts';
import { systemIds as ids } from './adapters/system/system-ids.ts';
import { atMostEvery } from './at-most-every.ts';
import { compose, type Domain, type Foundation } from './compose.ts';
import { isLocal, readConfig, type Config, type Environment, type Turn } from './config.ts';
import { publishNotices } from './consent/notices/publish-notices.ts';
import { JawortError } from './error.ts';
import { httpApp } from './http/http-app.ts';
import { Lifetime } from './lifetime.ts';
import { listen } from './listen.ts';
import { openLog, problemsOf } from './log.ts';
import type { Store } from './ports/store.ts';
import { callHandlers } from './realtime/handlers/call-handlers.ts';
import { consentHandlers } from './realtime/handlers/consent-handlers.ts';
import { conversationHandlers } from './realtime/handlers/conversation-handlers.ts';
import { mediaHandlers } from './realtime/handlers/media-handlers.ts';
import { Origins } from './realtime/origins.ts';
import { RateLimits } from './realtime/rate-limits.ts';
import { openRealtime, type RealtimeServer } from './realtime/realtime-server.ts';
import { forkRecorder } from './recording/recorder-process.ts';
import { recoverRecordings } from './recording/recovery.ts';
import { SignIn } from './routing/sign-in.ts';
import { trustedAddress } from './trusted-address.ts';
import { within } from './within.ts';

const repository = dirname(import.meta.dirname);
/** Longer no download holds up the end. */
const hangUpWithinMs = 2000;
/** Longer nobody who asks whether the server is ready waits for the answer. */
const readyWithinMs = 2000;
/** It writes to the database, and anybody may ask. */
const readyEveryMs = 1000;
const turnValidForSeconds = 3600;

/** A server that answers. */
export interface RunningServer {
  /** Its own origin, as browsers write it. */
  readonly origin: string;
  readonly port: number;
  /** The account that was made because there was none; its password is known nowhere else. */
  readonly firstAgent: { readonly login: string; readonly password: string } | null;
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
  await publishNotices(foundation.store.notices, config.sites);
  const domain = compose(foundation);
  await takeUp(foundation, domain);
  domain.retention.start();
  const firstAgent = await ensureAgent(foundation, domain.signIn);
  const { server, port } = await listen(config);
  const origin = config.publicUrl?.origin ?? `${config.tls ? 'https' : 'http'}://localhost:${port}`;
  attach(server, origin, foundation, domain);
  return { origin, port, firstAgent, close: () => lifetime.close() };
}

async function openFoundation(config: Config, log: Logger, lifetime: Lifetime): Promise<Foundation> {
  const { dataFolder } = config;
  const keys = join(dataFolder, 'keys');
  const database = databaseIn(dataFolder);
  const recordings = join(dataFolder, 'recordings');
  const signer = await openServerKey(keys);
  const store = await openStore(dataFolder);
  lifetime.add(() => store.close());
  const media = await openMedia(config, log);
  lifetime.add(() => media.close());
  const bus = new MemoryBus((err) => {
    log.error({ err }, 'a subscriber failed');
  });
  lifetime.add(() => {
    bus.close();
  });
  return {
    ...{ bus, clock, config, ids, lifetime, log, media, recordings, signer, store },
    iceServers: () => iceServersOf(config.media.turn),
    mediaReady: () => media.pids(),
    spawnRecorder: forkRecorder({ database, keys, recordings }),
  };
}

const databaseIn = (dataFolder: string): string => join(dataFolder, 'jawort.db');

function openStore(dataFolder: string): Promise<Store> {
  const key = readOrMakeSecret(join(dataFolder, 'keys', 'store.key'), makeKey);
  return openSqliteStore({ path: databaseIn(dataFolder), key, clock });
}

function openMedia({ media }: Config, log: Logger): Promise<MediasoupServer> {
  const { announcedAddress, listenIp, port, workers } = media;
  return MediasoupServer.start({
    ...{ announcedAddress, clock, listenIp, workers },
    port: port === 0 ? undefined : port,
    onProblem: problemsOf(log, 'the media server'),
  });
}

function iceServersOf(turn: Turn | null): readonly IceServer[] {
  if (turn === null) return [];
  if (turn.by === 'secret')
    return [turnCredentials({ ...turn, validForSeconds: turnValidForSeconds }, clock)];
  const { urls, username, credential } = turn;
  return [{ urls: [...urls], username, credential }];
}

/** Sets right what a former process left open, before anybody can connect (RG4). */
async function takeUp({ log, recordings, store }: Foundation, { calls, chain }: Domain): Promise<void> {
  await calls.interruptOpenCalls();
  await recoverRecordings({
    chain,
    recordings,
    withOpenCall: () => store.events.withOpenCall(),
    report: (problem, details) => {
      log.error({ ...details, problem }, 'a recording needs a look');
    },
  });
}

function attach(server: Server, origin: string, foundation: Foundation, domain: Domain): void {
  const { config, lifetime, log, mediaReady, signer, store } = foundation;
  const { archive, presence, signIn } = domain;
  const realtime = realtimeOf(origin, foundation, domain);
  const app = httpApp({
    ...{ archive, ids, log, origin, signIn, sites: config.sites, trustedProxies: config.trustedProxies },
    ...{ keys: signer.keys, notices: store.notices, staffing: presence },
    checkReady: atMostEvery(clock, readyEveryMs, async () => {
      await store.check();
      await within(clock, readyWithinMs, mediaReady(), 'The media server does not answer.');
    }),
    onSignedOut: (session) => {
      realtime.signOut(session);
    },
    folders: { widget: join(repository, 'widget', 'dist'), console: join(repository, 'console', 'dist') },
  });
  server.on('request', app);
  realtime.attach(server);
  lifetime.add(() => hangUp(server, realtime));
  // First of all, as long as everybody can still be told and can still withdraw.
  lifetime.add(() => domain.recorder.close());
}

async function hangUp(server: Server, realtime: RealtimeServer): Promise<void> {
  const cancel = clock.after(hangUpWithinMs, () => {
    server.closeAllConnections();
  });
  await realtime.close();
  cancel();
}

function realtimeOf(origin: string, foundation: Foundation, domain: Domain): RealtimeServer {
  const { config, store } = foundation;
  const { calls, consents, messaging } = domain;
  return openRealtime({
    ...foundation,
    ...domain,
    ...store,
    limits: new RateLimits(config.rateLimitFactor),
    origins: new Origins(origin, config.sites),
    sites: config.sites,
    handlers: [
      conversationHandlers({ ...domain, ...store }),
      callHandlers({ ...domain, ...store }),
      mediaHandlers(calls),
      consentHandlers(consents),
    ],
    onGone: [
      (asker) => {
        messaging.forget(asker);
      },
      (asker, signedOut) => {
        if (signedOut) calls.dismiss(asker);
        else calls.gone(asker);
      },
    ],
    onFailed: (error, { conversation }) => {
      if (error instanceof JawortError && error.code === 'ERR_STORE_FAILED')
        calls.storeFailed(conversation, error);
    },
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
