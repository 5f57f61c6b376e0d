import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Cancel, Clock } from '../ports/clock.ts';
import type { FromRecorder, ToRecorder } from './recorder/messages.ts';
import type { RecorderProcess, SpawnRecorder } from './recorder-process.ts';

const renewEveryMs = 250;
/** Longer nobody waits for a recorder to say that it has closed (RG4). */
const closeWithinMs = 1000;
/** Longer a recorder that answers nothing does not go on being taken for one that records, in nanoseconds. */
const silentAtMost = 2_000_000_000n;
const firstRestartMs = 100;
const longestRestartMs = 30_000;

export type SupervisorParts = {
  readonly clock: Clock;
  readonly spawn: SpawnRecorder;
  /** Everything the recorder says but `ready`, `alive` and `closed`, which concern the supervisor alone. */
  readonly onMessage: (message: FromRecorder) => void;
  /** A recorder has ended, expected or not: nothing of it writes any more. */
  readonly onGone: () => void;
};

type Child = {
  readonly process: RecorderProcess;
  readonly closing: Map<number, () => void>;
  ready: boolean;
  /** Monotonic nanoseconds of its last word. */
  heard: bigint;
};

/** Keeps one recorder running, renews its lease, and makes sure that a close is obeyed: by answer or by death. */
export class Supervisor {
  readonly #parts: SupervisorParts;
  #child: Child | null = null;
  readonly #waiting: (() => void)[] = [];
  #nextClose = 0;
  #restartMs = firstRestartMs;
  #cancelTimer: Cancel = () => undefined;
  #stopping = false;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#start();
    this.#renewLater();
  }

  get pid(): number | undefined {
    return this.#child?.process.pid;
  }

  /** Resolves when a recorder is there to be asked, be it a new one, or when none will come any more. */
  ready(): Promise<void> {
    if (this.#child?.ready || this.#stopping) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whether there was anybody to send it to; where that recorder is dying, `onGone` follows. */
  send(message: ToRecorder): boolean {
    if (!this.#child?.ready) return false;
    this.#child.process.send(message);
    return true;
  }

  /** Resolves when nothing of the conversation that arrived after `at` will be written. Never rejects. */
  close(conversation: ConversationId, at: bigint): Promise<void> {
    const child = this.#child;
    // Before it is ready nobody has asked it for anything, so there is nothing to close.
    if (!child?.ready) return Promise.resolve();
    return new Promise((resolve) => {
      const id = this.#nextClose++;
      const cancel = this.#parts.clock.after(closeWithinMs, () => child.process.kill());
      child.closing.set(id, () => {
        cancel();
        resolve();
      });
      child.process.send({ type: 'close', id, conversation, at: at.toString() });
    });
  }

  /** Starts no other recorder after this one. */
  startNoMore(): void {
    this.#stopping = true;
    this.#letWaitersGo();
  }

  /** Ends the recorder for good. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.startNoMore();
    this.#cancelTimer();
    const child = this.#child;
    if (!child) return;
    await new Promise<void>((resolve) => {
      child.closing.set(-1, resolve);
      this.#parts.clock.after(closeWithinMs, () => child.process.kill());
      child.process.disconnect();
    });
  }

  #start(): void {
    const listener = {
      onMessage: (message: FromRecorder) => this.#hear(child, message),
      onGone: () => this.#lose(child),
    };
    const process = this.#parts.spawn(listener);
    const child: Child = { process, closing: new Map(), ready: false, heard: this.#parts.clock.monotonic() };
    this.#child = child;
  }

  #hear(child: Child, message: FromRecorder): void {
    if (child !== this.#child) return;
    child.heard = this.#parts.clock.monotonic();
    if (message.type === 'ready') this.#becomeReady(child);
    else if (message.type === 'closed') this.#settle(child, message.id);
    else if (message.type !== 'alive') this.#parts.onMessage(message);
  }

  #becomeReady(child: Child): void {
    child.ready = true;
    this.#renew();
    this.#letWaitersGo();
  }

  #letWaitersGo(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  #settle(child: Child, id: number): void {
    child.closing.get(id)?.();
    child.closing.delete(id);
    this.#restartMs = firstRestartMs;
  }

  // A recorder that dies again and again is started less and less often; meanwhile all gates stay closed.
  #lose(child: Child): void {
    this.#child = null;
    for (const resolve of child.closing.values()) resolve();
    child.closing.clear();
    this.#parts.onGone();
    if (this.#stopping) return;
    this.#parts.clock.after(this.#restartMs, () => {
      if (!this.#stopping) this.#start();
    });
    this.#restartMs = Math.min(this.#restartMs * 2, longestRestartMs);
  }

  #renewLater(): void {
    this.#cancelTimer = this.#parts.clock.after(renewEveryMs, () => {
      this.#renew();
      this.#renewLater();
    });
  }

  #renew(): void {
    const now = this.#parts.clock.monotonic();
    if (this.#child?.ready && now - this.#child.heard > silentAtMost) this.#child.process.kill();
    this.send({ type: 'renew', at: now.toString() });
  }
}
