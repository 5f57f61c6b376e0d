import type { ConversationId } from '@jawort/shared/domain/ids';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServerKey } from '../../server/adapters/folder/server-key.ts';
import { MemoryBus } from '../../server/adapters/memory/memory-bus.ts';
import { openSqliteStore } from '../../server/adapters/sqlite/open-store.ts';
import { systemClock } from '../../server/adapters/system/system-clock.ts';
import { systemIds } from '../../server/adapters/system/system-ids.ts';
import { Chain, type Head } from '../../server/conversation/chain.ts';
import type { MediaServer } from '../../server/ports/media.ts';
import type { EventStore } from '../../server/ports/store.ts';
import { Recordings } from '../../server/recording/recordings.ts';
import { forkRecorder, type SpawnRecorder } from '../../server/recording/recorder-process.ts';
import type { Entry, Scribe } from './story.ts';
import type { Step } from './steps.ts';
import { v7 } from 'uuid';

/** Steps that close the gate and that a server therefore holds the recorder for, before it writes them down. */
const held = new Set<Step['do']>(['join', 'return', 'leave', 'lose', 'withdraw', 'end', 'interrupt', 'jump']);

export type StageOptions = {
  readonly media: MediaServer;
  /** Another recorder than the real process. */
  readonly spawn?: SpawnRecorder;
};

/** The real store on a real disk, the real chain, and the real recorder in its own process. */
export async function openStage({ media, spawn }: StageOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'jawort-recording-'));
  const [database, keys, recordings] = ['jawort.db', 'keys', 'recordings'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const store = await openSqliteStore({ path: database, key: Buffer.alloc(32, 1), clock: systemClock });
  const signer = await openServerKey(keys);
  const news = new News();
  const events = newsworthy(store.events, news);
  const chain = new Chain({ events, signer, clock: systemClock });
  const bus = new MemoryBus(() => undefined);
  const problems: { readonly problem: string; readonly details: Readonly<Record<string, unknown>> }[] = [];
  const parts = {
    ...{ chain, signer, clock: systemClock, ids: systemIds, bus, media, recordings },
    spawn: spawn ?? forkRecorder({ database, keys, recordings }),
    report: (problem: string, details: Readonly<Record<string, unknown>>) =>
      void problems.push({ problem, details }),
  };
  bus.subscribe(() => news.spread());
  const guard = new Recordings(parts);
  return {
    ...{ folder, database, keys, recordings, news, store, signer, chain, bus, guard, problems, parts },
    close: async () => {
      await guard.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Tells those who wait that something has been stored or shown, so that nobody has to ask all the time. */
class News {
  #next = Promise.withResolvers<undefined>();

  spread(): void {
    this.#next.resolve(undefined);
    this.#next = Promise.withResolvers();
  }

  /** Resolves when `holds` says so; asks again at each news. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (;;) {
      const next = this.#next.promise;
      if (await holds()) return;
      await next;
    }
  }
}

function newsworthy(events: EventStore, news: News): EventStore {
  return {
    read: (conversation) => events.read(conversation),
    version: () => events.version(),
    withOpenCall: () => events.withOpenCall(),
    setOpenCall: (conversation, open) => events.setOpenCall(conversation, open),
    append: async (...args) => {
      await events.append(...args);
      news.spread();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Writes a story into the real chain as the server does: hold first, then commit, then let the guard look again. */
export class GuardedScribe implements Scribe {
  readonly conversation = v7() as ConversationId;
  readonly #stage: Pick<Stage, 'chain' | 'guard'>;

  constructor(stage: Pick<Stage, 'chain' | 'guard'>) {
    this.#stage = stage;
  }

  async write(entry: (head: Head) => Promise<Entry>, step: Step): Promise<bigint> {
    const { guard } = this.#stage;
    const received = systemClock.monotonic();
    if (!held.has(step.do)) return this.#append(entry);
    const hold = await guard.hold(this.conversation, received);
    try {
      await this.#append(entry);
      return received;
    } finally {
      hold.release();
      guard.reconsider(this.conversation);
    }
  }

  async #append(entry: (head: Head) => Promise<Entry>): Promise<bigint> {
    const { chain, guard } = this.#stage;
    const { event } = await chain.decide(this.conversation, (_events, head) => entry(head));
    guard.reconsider(this.conversation);
    return BigInt(event.mono);
  }
}
