import type { IceServer } from '@jawort/shared/protocol/media';
import type { Logger } from 'pino';
import { Archive } from './archive/archive.ts';
import { Retention } from './archive/retention.ts';
import type { Config } from './config.ts';
import { Consents } from './consent/consents.ts';
import { noticeIdOf } from './consent/notices/build-notice.ts';
import { Chain } from './conversation/chain.ts';
import { Lifecycle } from './conversation/lifecycle.ts';
import { Messaging } from './conversation/messaging.ts';
import { NoticesInForce } from './conversation/notices-in-force.ts';
import { Snapshots } from './conversation/snapshots.ts';
import type { Lifetime } from './lifetime.ts';
import { problemsOf } from './log.ts';
import { Calls } from './media/calls.ts';
import { watchClock } from './media/clock-watch.ts';
import type { Bus } from './ports/bus.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { MediaServer } from './ports/media.ts';
import type { ServerSigner } from './ports/signer.ts';
import type { Store } from './ports/store.ts';
import type { SpawnRecorder } from './recording/recorder-process.ts';
import { Recordings } from './recording/recordings.ts';
import { Inboxes } from './routing/inboxes.ts';
import { Presence } from './routing/presence.ts';
import { SignIn } from './routing/sign-in.ts';
import { tellStaffing } from './routing/staffing-news.ts';

/** What everything stands on: the ports, with an adapter behind each. */
export type Foundation = {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly config: Config;
  readonly iceServers: () => readonly IceServer[];
  readonly ids: Ids;
  readonly lifetime: Lifetime;
  readonly log: Logger;
  readonly media: MediaServer;
  /** Resolves while all of the media server runs. */
  readonly mediaReady: () => Promise<unknown>;
  /** Folder of all recordings. */
  readonly recordings: string;
  readonly signer: ServerSigner;
  readonly spawnRecorder: SpawnRecorder;
  readonly store: Store;
};

/** Everything that the server knows how to do. */
export type Domain = ReturnType<typeof compose>;

/** Puts the domain together; nothing can be asked of it from outside yet. */
export function compose(on: Foundation) {
  const { store, clock } = on;
  const presence = new Presence(clock);
  const chain = new Chain({ ...on, events: store.events });
  const notices = new NoticesInForce(chain, store.notices, noticeIdOf);
  const recorder = composeRecorder(on, chain);
  const calls = composeCalls(on, { chain, notices, recorder });
  const consents = composeConsents(on, calls, recorder);
  const beforeClose: Calls['endIn'] = (conversation) => calls.endIn(conversation);
  return {
    archive: new Archive({ ...on, ...store, chain }),
    calls,
    chain,
    consents,
    inboxes: composeInboxes(on, calls, presence),
    lifecycle: new Lifecycle({ ...on, ...store, chain, notices, staffing: presence, beforeClose }),
    messaging: new Messaging({ ...on, ...store }),
    notices,
    presence,
    recorder,
    retention: composeRetention(on, chain),
    signIn: new SignIn({ ...on, ...store }),
    snapshots: new Snapshots({ ...store, calls, consents, recordings: recorder, staffing: presence }),
  };
}

function composeRecorder({ log, lifetime, spawnRecorder, ...on }: Foundation, chain: Chain): Recordings {
  const report: ConstructorParameters<typeof Recordings>[0]['report'] = (problem, details) => {
    log.error({ ...details, problem }, 'a recording needs a look');
  };
  const recorder = new Recordings({ ...on, chain, spawn: spawnRecorder, report });
  lifetime.add(() => recorder.close());
  return recorder;
}

type ForCalls = { readonly chain: Chain; readonly notices: NoticesInForce; readonly recorder: Recordings };

function composeCalls(
  { lifetime, log, store, ...on }: Foundation,
  { chain, notices, recorder }: ForCalls,
): Calls {
  const onProblem = problemsOf(log, 'a call');
  const calls = new Calls({ ...on, ...store, chain, notices, guard: recorder, onProblem });
  lifetime.add(() => {
    calls.close();
  });
  const stopWatching = watchClock(on.clock, (jump) => {
    calls.clockJumped(jump).catch((err: unknown) => {
      onProblem('a jump of the clock could not be noted', err);
    });
  });
  lifetime.add(stopWatching);
  return calls;
}

function composeConsents({ log, store, ...on }: Foundation, calls: Calls, recorder: Recordings): Consents {
  const onProblem = problemsOf(log, 'a consent');
  return new Consents({ ...on, ...store, calls, guard: recorder, onProblem });
}

function composeRetention({ lifetime, log, ...on }: Foundation, chain: Chain): Retention {
  const retention = new Retention({ ...on, chain, onProblem: problemsOf(log, 'a recording') });
  lifetime.add(() => {
    retention.stop();
  });
  return retention;
}

function composeInboxes({ log, store, ...on }: Foundation, calls: Calls, presence: Presence): Inboxes {
  const onError = (err: unknown) => {
    log.error({ err }, 'news could not be told');
  };
  const inboxes = new Inboxes({ ...on, ...store, calls, presence, onError });
  inboxes.watch();
  presence.onChange((agent) => {
    tellStaffing({ ...on, ...store, presence }, agent).catch(onError);
  });
  return inboxes;
}
