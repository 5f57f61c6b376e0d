import type { Ack, Refusal } from '@jawort/shared/protocol/ack';
import type { NoticeInput, NoticeName } from '@jawort/shared/protocol/notices';
import type { RequestInput, RequestName, RequestOutput } from '@jawort/shared/protocol/requests';
import { protocolVersion } from '@jawort/shared/protocol/version';
import { io, type Socket } from 'socket.io-client';
import { backoff } from './backoff.ts';
import type { Host } from './host.ts';
import { RequestRefused } from './request-refused.ts';
import { Store } from './store.ts';
import type { ConnectionState } from './types.ts';
import type { Wire } from './wire.ts';

const answerMs = 8000;
const connectMs = 10_000;

/** Who connects: the namespace, and what besides the protocol's version goes into each handshake. */
export type Identity = {
  readonly namespace: '/visitor' | '/agent';
  readonly auth: () => Readonly<Record<string, unknown>>;
};

/** A socket to the server that comes back by itself, at once when the page wakes, until it is refused or closed. */
export class Connection implements Wire {
  readonly #host: Host;
  readonly #socket: Socket;
  readonly #store = new Store<ConnectionState>({ state: 'connecting' });
  readonly #stopWaking: () => void;
  #closed = false;
  #attempt = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(host: Host, identity: Identity) {
    this.#host = host;
    this.#socket = io(`${host.server}${identity.namespace}`, {
      path: '/socket',
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      timeout: connectMs,
      ...(host.headers && { extraHeaders: { ...host.headers } }),
      auth: (give) => give({ protocol: protocolVersion, ...identity.auth() }),
    });
    this.#listen();
    this.#stopWaking = host.onWake(() => this.#retryNow());
    this.#socket.connect();
  }

  get state(): ConnectionState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  async request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    tries = 3,
  ): Promise<RequestOutput[Name]> {
    const state = this.state;
    if (state.state === 'refused') throw new RequestRefused(state.error);
    try {
      return await this.#ask(name, input);
    } catch (error) {
      if (!(error instanceof RequestRefused) || !error.passes || tries <= 1 || this.#closed) throw error;
      await this.#pause(error.refusal.retryAfterMs ?? 0);
      return this.request(name, input, tries - 1);
    }
  }

  on<Name extends NoticeName>(name: Name, listener: (notice: NoticeInput<Name>) => void): () => void {
    const event: string = name;
    this.#socket.on(event, listener);
    return () => this.#socket.off(event, listener);
  }

  /** Tries anew after a refusal, with what `auth` says now. */
  reconnect(): void {
    this.#cancelRetry?.();
    this.#store.update(() => ({ state: 'connecting' }));
    this.#socket.disconnect().connect();
  }

  /** Stops trying, for a reason that came another way; one that passes changes nothing. */
  refuse(error: Refusal): void {
    if (new RequestRefused(error).passes) return;
    this.#cancelRetry?.();
    this.#socket.disconnect();
    this.#store.update(() => ({ state: 'refused', error }));
  }

  /** Ends the connection for good. */
  close(): void {
    this.#closed = true;
    this.#stopWaking();
    this.#cancelRetry?.();
    this.#socket.off().disconnect();
  }

  #listen(): void {
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#retryLater();
    });
    this.#socket.on('connect_error', (error) => this.#failed(error));
    this.#socket.on('server:closing', () => this.#leave());
  }

  #connected(): void {
    this.#attempt = 0;
    this.#store.update(() => ({ state: 'online' }));
  }

  #failed(error: Error & { readonly data?: Refusal }): void {
    const refusal = error.data;
    if (!refusal || new RequestRefused(refusal).passes) this.#retryLater(refusal?.retryAfterMs);
    else this.refuse(refusal);
  }

  // The server closes in a moment; a socket that dies without a word would be believed for half a minute.
  #leave(): void {
    this.#socket.disconnect();
    this.#retryLater();
  }

  #retryLater(atLeastMs = 0): void {
    const { clock, random } = this.#host;
    const wait = Math.max(atLeastMs, backoff(this.#attempt, random.fraction()));
    this.#attempt += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = clock.after(wait, () => this.#retryNow());
    const retryAt = new Date(clock.now() + wait).toISOString();
    this.#store.update(() => ({ state: 'offline', retryAt }));
  }

  #retryNow(): void {
    if (this.state.state !== 'offline') return;
    this.#cancelRetry?.();
    this.#store.update(() => ({ state: 'connecting' }));
    this.#socket.connect();
  }

  async #ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestOutput[Name]> {
    const ack = (await this.#emit(name, input)) as Ack<RequestOutput[Name]>;
    if (ack.ok) return ack.value;
    throw new RequestRefused(ack.error);
  }

  async #emit(name: string, input: unknown): Promise<unknown> {
    try {
      return (await this.#socket.timeout(answerMs).emitWithAck(name, input)) as unknown;
    } catch (cause) {
      throw new RequestRefused({ code: 'ERR_UNAVAILABLE', message: `no answer to ${name}` }, { cause });
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#host.clock.after(ms, resolve));
  }
}
