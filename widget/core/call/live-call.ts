import type { Hash } from '@jawort/shared/crypto/hash';
import type { CallId } from '@jawort/shared/domain/ids';
import type { CallKind } from '@jawort/shared/domain/records';
import type { ErrorCode } from '@jawort/shared/protocol/ack';
import type { CallJoined } from '@jawort/shared/protocol/media';
import { backoff } from '../backoff.ts';
import { hasGap, withHead } from '../conversation-state.ts';
import { updateState, type LiveContext } from '../live.ts';
import { refusalOf } from '../request-refused.ts';
import { SingleFlight } from '../single-flight.ts';
import { Store } from '../store.ts';
import type { CallSession, CallState } from '../types.ts';
import { Beats } from './beats.ts';
import { MediaLink } from './media-link.ts';
import { OwnMedia } from './own-media.ts';
import { RemoteSide } from './remote-side.ts';

const lateMs = 3000;
const renewMs = 6000;
const elsewhereTries = 8;

const over: readonly ErrorCode[] = [
  'ERR_CALL_ENDED',
  'ERR_CONVERSATION_CLOSED',
  'ERR_NOT_FOUND',
  'ERR_NOT_SIGNED_IN',
  'ERR_TOKEN_INVALID',
];

/** What a call needs besides its conversation. */
export type CallPorts = {
  readonly context: LiveContext;
  readonly call: CallId;
  readonly kind: CallKind;
  /** Resolves with whether a withdrawal still waits for its receipt, having given it a chance to get one first. */
  readonly pendingWithdrawal: () => Promise<boolean>;
  /** The thumbprint of one's own key, if it was ever made. */
  readonly ownKey: () => Promise<Hash | null>;
  readonly onEnd: () => void;
};

/** This side of a call from the first look at the devices to its end; joins again by itself whenever the way is lost. */
export class LiveCall implements CallSession {
  readonly #ports: CallPorts;
  readonly #context: LiveContext;
  readonly #at: { readonly conversation: LiveContext['conversation']; readonly call: CallId };
  readonly #store: Store<CallState>;
  readonly #own: OwnMedia;
  readonly #remote: RemoteSide;
  readonly #beats: Beats;
  readonly #rejoin = new SingleFlight(() => this.#joinAgain());
  readonly #stop: readonly (() => void)[];
  #link: MediaLink | null = null;
  #joined = false;
  #up = false;
  #answeredAt = 0;
  #attempt = 0;

  constructor(ports: CallPorts) {
    const { host, wire, conversation, live } = ports.context;
    this.#ports = ports;
    this.#context = ports.context;
    this.#at = { conversation, call: ports.call };
    this.#store = new Store<CallState>({ ...checking, kind: ports.kind });
    this.#own = new OwnMedia(host.devices, (own) => this.#set(own));
    this.#remote = new RemoteSide(wire, this.#at, (remote) => this.#set({ remote }));
    this.#beats = new Beats(host.clock, (count) => this.#beat(count));
    this.#stop = [
      wire.subscribe(() => this.#afterConnection()),
      wire.on('call:rejoin', ({ call }) => this.#joinAnew(call === ports.call)),
      live.subscribe(() => this.#afterChange()),
    ];
  }

  get state(): CallState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /**
   * Opens microphone and camera.
   * @throws {DeviceUnavailable} where there is no usable microphone; the session has ended then.
   */
  async check(): Promise<void> {
    try {
      await this.#own.open(this.state.kind);
      if (this.state.state === 'checking') this.#set({ state: 'connecting' });
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /**
   * Joins the call and begins to send and receive.
   * @throws {RequestRefused} where the server does not let one in; the session has ended then.
   */
  async join(): Promise<void> {
    if (this.#isEnded()) return;
    try {
      await this.#joinOnce();
    } catch (error) {
      if (!this.#joined && refusalOf(error).code !== 'ERR_WITHDRAWAL_PENDING') {
        this.end();
        throw error;
      }
      this.#rejoin.run();
    }
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#own.setMuted(muted);
  }

  setCamera(on: boolean): Promise<void> {
    return this.#own.setCamera(on);
  }

  /** Keeps one's own sound and picture from leaving while a withdrawal waits for its receipt (EV2). */
  silence(silenced: boolean): Promise<void> {
    return this.#own.silence(silenced);
  }

  async hangUp(): Promise<void> {
    if (this.#isEnded()) return;
    this.end();
    await this.#context.wire.request('call:end', this.#at);
  }

  /** Ends this side without a word to the server; idempotent. */
  end(): void {
    if (this.#isEnded()) return;
    this.#set({ state: 'ended' });
    for (const stop of this.#stop) stop();
    this.#beats.stop();
    this.#dropLink();
    this.#remote.close();
    this.#own.close();
    this.#ports.onEnd();
  }

  async #joinOnce(): Promise<void> {
    const [pendingWithdrawal, key] = [await this.#ports.pendingWithdrawal(), await this.#ports.ownKey()];
    const joined = await this.#context.wire.request('call:join', { ...this.#at, pendingWithdrawal, key });
    if (this.#isEnded()) return;
    this.#joined = true;
    this.#answeredAt = this.#now();
    this.#beats.start();
    const link = await this.#openLink(joined);
    if (this.#isEnded()) {
      link.close();
      return;
    }
    this.#link = link;
    this.#remote.follow(link, joined.media);
    await this.#own.publish(link);
  }

  async #openLink(joined: CallJoined): Promise<MediaLink> {
    const { host, wire } = this.#context;
    this.#dropLink();
    const ports = { clock: host.clock, wire, at: this.#at };
    const onUp = (up: boolean) => this.#linkChanged(up);
    return MediaLink.open({ ...ports, onUp, onBroken: () => this.#joinAnew(true) }, joined);
  }

  async #joinAgain(): Promise<boolean> {
    if (this.#isEnded()) return false;
    this.#dropLink();
    this.#remote.clear();
    try {
      await this.#joinOnce();
      this.#attempt = 0;
      return false;
    } catch (error) {
      return this.#isWorthTrying(refusalOf(error).code);
    }
  }

  // For some seconds the server may take one's own lost connection for another device.
  async #isWorthTrying(code: ErrorCode): Promise<boolean> {
    this.#attempt += 1;
    if (over.includes(code) || (code === 'ERR_CALL_ELSEWHERE' && this.#attempt > elsewhereTries)) this.end();
    if (this.#isEnded()) return false;
    const { clock, random } = this.#context.host;
    await new Promise<void>((resolve) => {
      clock.after(backoff(Math.min(this.#attempt, 3), random.fraction()), resolve);
    });
    return true;
  }

  #joinAnew(concernsThis: boolean): void {
    if (concernsThis && this.#joined) this.#rejoin.run();
  }

  #dropLink(): void {
    this.#own.unpublish();
    this.#link?.close();
    this.#link = null;
    this.#linkChanged(false);
  }

  #linkChanged(up: boolean): void {
    this.#up = up;
    this.#refresh();
  }

  #afterConnection(): void {
    this.#refresh();
    this.#joinAnew(this.#isOnline());
  }

  #afterChange(): void {
    const { call } = this.#context.live.state.state;
    const isOther = call !== null && call.call !== this.#at.call;
    if (this.#joined && (isOther || call?.state === 'ended')) this.end();
    else this.#refresh();
  }

  #beat(count: number): void {
    this.#refresh();
    if (!this.#isOnline()) return;
    if (this.#lateBy() > renewMs) return this.#renew();
    const link = this.#link;
    this.#context.wire.request('call:beat', { ...this.#at, count }, 1).then(
      ({ head }) => this.#answered(head),
      (error: unknown) => this.#unanswered(refusalOf(error).code, link),
    );
  }

  #answered(head: number): void {
    this.#answeredAt = this.#now();
    updateState(this.#context.live, (state) => withHead(state, head));
    if (hasGap(this.#context.live.state.state)) this.#context.sync();
  }

  #unanswered(code: ErrorCode, link: MediaLink | null): void {
    if (code === 'ERR_CALL_ENDED') this.end();
    else if (code === 'ERR_NOT_IN_CALL' && link !== null && link === this.#link) this.#rejoin.run();
  }

  // A socket that swallows everything looks alive for half a minute; a new one is there in a second.
  #renew(): void {
    this.#answeredAt = this.#now();
    this.#context.wire.reconnect();
  }

  #refresh(): void {
    const { state } = this.state;
    if (state === 'ended' || state === 'checking') return;
    if (this.#isConnected()) this.#set({ state: 'connected' });
    else if (state === 'connected') this.#set({ state: 'reconnecting' });
  }

  #isConnected(): boolean {
    const { call } = this.#context.live.state.state;
    return this.#up && this.#isOnline() && this.#lateBy() < lateMs && call?.state === 'active';
  }

  #isOnline(): boolean {
    return this.#context.wire.state.state === 'online';
  }

  #isEnded(): boolean {
    return this.state.state === 'ended';
  }

  #lateBy(): number {
    return this.#now() - this.#answeredAt;
  }

  #now(): number {
    return this.#context.host.clock.now();
  }

  #set(change: Partial<CallState>): void {
    this.#store.update((state) => {
      const isNew = Object.entries(change).some(([name, value]) => state[name as keyof CallState] !== value);
      return isNew ? { ...state, ...change } : state;
    });
  }
}

const checking: Omit<CallState, 'kind'> = {
  state: 'checking',
  camera: null,
  microphone: null,
  cameraOn: false,
  muted: false,
  problem: null,
  remote: [],
};
