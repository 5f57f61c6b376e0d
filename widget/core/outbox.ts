import type { MessageId } from '@jawort/shared/domain/ids';
import type { Instant, Seq } from '@jawort/shared/domain/records';
import type { Refusal } from '@jawort/shared/protocol/ack';
import type { Clock, SessionMemory } from './host.ts';
import { KeptList } from './kept-list.ts';
import { refusalOf, RequestRefused } from './request-refused.ts';
import type { PendingMessage } from './types.ts';

const againMs = 5000;

/** What the outbox is told of a message that is on disk at the server. */
export type Posted = {
  readonly id: MessageId;
  readonly text: string;
  readonly seq: Seq;
  readonly at: Instant;
};

/** What an outbox needs: where to keep, how to send, whom to tell. */
export type OutboxPorts = {
  readonly clock: Clock;
  readonly memory: SessionMemory;
  /** The name in `memory`. */
  readonly name: string;
  readonly send: (message: PendingMessage) => Promise<{ readonly seq: Seq; readonly at: Instant }>;
  readonly onChange: (pending: readonly PendingMessage[]) => void;
  readonly onPosted: (posted: Posted) => void;
};

/**
 * Messages not yet acknowledged, kept over reconnects and reloads and sent one after the other in the order they were written, each
 * with the same id until the server has it (MS1).
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #kept: KeptList<PendingMessage>;
  #sending = false;
  #closed = false;
  #cancelAgain: (() => void) | null = null;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#kept = new KeptList(ports.memory, ports.name);
    if (this.#kept.items.length > 0) ports.onChange(this.#kept.items);
  }

  /** Keeps `message` and sends it when those before it are sent. */
  add(message: PendingMessage): void {
    this.#set([...this.#kept.items, message]);
    void this.flush();
  }

  /** Sends a refused message again, after the others. */
  retry(id: MessageId): void {
    const message = this.#kept.items.find((one) => one.id === id);
    if (!message?.error) return;
    this.#drop(id);
    this.add({ ...message, error: null });
  }

  /** Sends what waits; where the server does not answer, again after 5 s or when called. */
  async flush(): Promise<void> {
    if (this.#sending || this.#closed) return;
    this.#cancelAgain?.();
    this.#sending = true;
    let delivered = true;
    for (let next = this.#next(); next && delivered; next = this.#next())
      delivered = await this.#deliver(next);
    this.#sending = false;
    if (!delivered) this.#flushLater();
  }

  /** Sends no more; what waits stays in memory. */
  close(): void {
    this.#closed = true;
    this.#cancelAgain?.();
  }

  #flushLater(): void {
    if (this.#closed) return;
    this.#cancelAgain = this.#ports.clock.after(againMs, () => void this.flush());
  }

  #next(): PendingMessage | undefined {
    return this.#kept.items.find(({ error }) => error === null);
  }

  async #deliver(message: PendingMessage): Promise<boolean> {
    try {
      const { seq, at } = await this.#ports.send(message);
      this.#drop(message.id);
      this.#ports.onPosted({ id: message.id, text: message.text, seq, at });
      return true;
    } catch (error) {
      if (error instanceof RequestRefused && error.passes) return false;
      this.#refuse(message.id, refusalOf(error));
      return true;
    }
  }

  #refuse(id: MessageId, error: Refusal): void {
    this.#set(this.#kept.items.map((one) => (one.id === id ? { ...one, error } : one)));
  }

  #drop(id: MessageId): void {
    this.#set(this.#kept.items.filter((one) => one.id !== id));
  }

  #set(pending: readonly PendingMessage[]): void {
    this.#kept.replace(pending);
    this.#ports.onChange(pending);
  }
}
