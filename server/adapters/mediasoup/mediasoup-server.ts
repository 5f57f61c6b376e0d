import type { CallId } from '@jawort/shared/domain/ids';
import type { Clock } from '../../ports/clock.ts';
import type { MediaServer } from '../../ports/media.ts';
import { mediaFailed, translated } from './media-failed.ts';
import { MediaWorker, type WorkerAddress } from './media-worker.ts';
import { MediasoupRoom } from './mediasoup-room.ts';

export type MediasoupOptions = {
  readonly workers: number;
  readonly listenIp: string;
  readonly announcedAddress?: string | undefined;
  /** The first worker's port; the others take the next ones. */
  readonly port?: number | undefined;
  readonly clock: Clock;
  /** Told that a worker died or would not start; it is started again in any case. */
  readonly onProblem?: ((what: string, error?: unknown) => void) | undefined;
};

const retryMs = 1000;

/** Calls on mediasoup workers, each call on the worker with the fewest. A worker that dies is replaced; its calls are lost. */
export class MediasoupServer implements MediaServer {
  readonly #options: MediasoupOptions;
  readonly #workers: Promise<MediaWorker>[] = [];
  readonly #rooms = new Map<CallId, Promise<MediasoupRoom>>();
  readonly #open = new Map<CallId, MediasoupRoom>();
  readonly #lostListeners: ((call: CallId) => void)[] = [];
  #closed = false;

  private constructor(options: MediasoupOptions) {
    this.#options = options;
  }

  /** Resolves when all workers run; rejects with ERR_MEDIA_FAILED when one cannot. */
  static async start(options: MediasoupOptions): Promise<MediasoupServer> {
    const server = new MediasoupServer(options);
    for (let index = 0; index < options.workers; index++) server.#workers.push(server.#startWorker(index));
    await translated('start its workers', () => Promise.all(server.#workers)).catch(
      async (error: unknown) => {
        await server.close();
        throw error;
      },
    );
    return server;
  }

  /** Process ids of the running workers. */
  async pids(): Promise<readonly number[]> {
    return (await Promise.all(this.#workers)).map(({ pid }) => pid);
  }

  open(call: CallId): Promise<MediasoupRoom> {
    const known = this.#rooms.get(call);
    if (known) return known;
    const room = translated('open the call', () => this.#openRoom(call));
    this.#rooms.set(call, room);
    room.catch(() => this.#forget(call, room));
    return room;
  }

  find(call: CallId): MediasoupRoom | null {
    return this.#open.get(call) ?? null;
  }

  onLost(listener: (call: CallId) => void): void {
    this.#lostListeners.push(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const worker of await Promise.allSettled(this.#workers)) {
      if (worker.status === 'fulfilled') worker.value.close();
    }
  }

  async #openRoom(call: CallId): Promise<MediasoupRoom> {
    const worker = await this.#leastBusy();
    const router = await worker.createRouter();
    const room = new MediasoupRoom(router, worker.webRtcServer);
    this.#open.set(call, room);
    router.on('workerclose', () => {
      this.#lose(call, room);
    });
    router.observer.once('close', () => {
      this.#forgetRoom(call, room);
    });
    return room;
  }

  async #leastBusy(): Promise<MediaWorker> {
    const workers = await Promise.all(this.#workers);
    const [first] = workers.sort((a, b) => a.routers.size - b.routers.size);
    if (!first || this.#closed) throw mediaFailed('find a worker');
    return first;
  }

  #lose(call: CallId, room: MediasoupRoom): void {
    this.#forgetRoom(call, room);
    if (this.#closed) return;
    for (const listener of this.#lostListeners) listener(call);
  }

  #forgetRoom(call: CallId, room: MediasoupRoom): void {
    if (this.#open.get(call) !== room) return;
    this.#open.delete(call);
    this.#rooms.delete(call);
  }

  #forget(call: CallId, room: Promise<MediasoupRoom>): void {
    if (this.#rooms.get(call) === room) this.#rooms.delete(call);
  }

  async #startWorker(index: number): Promise<MediaWorker> {
    const worker = await MediaWorker.start(this.#addressOf(index));
    worker.onDied(() => {
      if (!this.#closed) this.#replace(index);
    });
    return worker;
  }

  #addressOf(index: number): WorkerAddress {
    const { listenIp, announcedAddress, port } = this.#options;
    return { listenIp, announcedAddress, port: port === undefined ? undefined : port + index };
  }

  #replace(index: number): void {
    this.#options.onProblem?.(`media worker ${index} died; its calls join again on a new one`);
    this.#workers[index] = this.#startAgain(index);
  }

  // A port may still be held, or memory short: a call that waits for this worker waits until it runs.
  async #startAgain(index: number): Promise<MediaWorker> {
    for (;;) {
      try {
        return await this.#startWorker(index);
      } catch (error) {
        this.#options.onProblem?.(`media worker ${index} could not be started`, error);
        if (this.#closed) throw error;
        await new Promise<void>((resolve) => this.#options.clock.after(retryMs, resolve));
      }
    }
  }
}
