/** Larger steps of the sequence number mean a restarted sender, not loss (RFC 3550 A.1). */
const largestStep = 3000;

export type ReorderOptions = {
  /** Milliseconds that a packet waits for an earlier one that is missing. */
  readonly longestWait: number;
  readonly mostHeld: number;
};

export type Sequenced = { readonly sequence: number; readonly arrival: number };

/** `lost` is the number of packets given up immediately before this one. */
export type Deliver<T> = (packet: T, lost: number) => void;

/** Puts packets back into the order of their 16-bit sequence numbers and drops repeated ones. */
export class ReorderWindow<T extends Sequenced> {
  readonly #options: ReorderOptions;
  readonly #deliver: Deliver<T>;
  /** Keyed by unwrapped sequence number, in the order of arrival. */
  readonly #held = new Map<number, T>();
  #next: number | undefined;
  #restartAt: number | undefined;
  duplicates = 0;
  late = 0;
  lost = 0;
  gaps = 0;

  constructor(options: ReorderOptions, deliver: Deliver<T>) {
    this.#options = options;
    this.#deliver = deliver;
  }

  push(packet: T): void {
    const next = this.#next ?? packet.sequence;
    const step = signed16(packet.sequence - next);
    if (Math.abs(step) > largestStep) this.#pushAfterJump(packet);
    else this.#pushAt(next + step, next, packet);
    if (this.#held.size > this.#options.mostHeld) this.#skipHole();
  }

  /** Delivers past holes that have been waited for long enough; to be called as time passes. */
  giveUp(now: number): void {
    for (let oldest = this.#oldest(); oldest !== undefined; oldest = this.#oldest()) {
      if (now - oldest.arrival < this.#options.longestWait) return;
      this.#skipHole();
    }
  }

  /** Delivers all that is held, whatever is missing. */
  flush(): void {
    while (this.#held.size > 0) this.#skipHole();
  }

  #pushAt(sequence: number, next: number, packet: T): void {
    this.#restartAt = undefined;
    if (sequence < next) this.late += 1;
    else if (this.#held.has(sequence)) this.duplicates += 1;
    else if (sequence > next) this.#held.set(sequence, packet);
    else this.#deliverRun(sequence, packet, 0);
  }

  #pushAfterJump(packet: T): void {
    if (packet.sequence === this.#restartAt) this.#restart(packet);
    else this.#restartAt = (packet.sequence + 1) & 0xffff;
  }

  #restart(packet: T): void {
    this.flush();
    this.#restartAt = undefined;
    this.#deliverRun(packet.sequence, packet, 1);
  }

  #deliverRun(sequence: number, packet: T, lost: number): void {
    this.#countLoss(lost);
    this.#next = sequence + 1;
    this.#deliver(packet, lost);
    for (let held = this.#take(this.#next); held !== undefined; held = this.#take(this.#next)) {
      this.#next += 1;
      this.#deliver(held, 0);
    }
  }

  #countLoss(lost: number): void {
    if (lost === 0) return;
    this.lost += lost;
    this.gaps += 1;
  }

  #skipHole(): void {
    const lowest = Math.min(...this.#held.keys());
    const packet = this.#take(lowest);
    if (packet !== undefined) this.#deliverRun(lowest, packet, lowest - (this.#next ?? lowest));
  }

  #take(sequence: number): T | undefined {
    if (this.#held.size === 0) return undefined;
    const packet = this.#held.get(sequence);
    this.#held.delete(sequence);
    return packet;
  }

  #oldest(): T | undefined {
    return this.#held.size === 0 ? undefined : this.#held.values().next().value;
  }
}

function signed16(value: number): number {
  return (value << 16) >> 16;
}
