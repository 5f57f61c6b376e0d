/** Nanoseconds for which a packet stays in memory, so that what arrives while the gate closes is never written (RG1). */
export const holdBackTime = 300_000_000n;

/** The newest packets, in the order of their arrival. */
export class HoldBack<Packet extends { readonly arrival: bigint }> {
  #packets: Packet[] = [];

  push(packet: Packet): void {
    this.#packets.push(packet);
  }

  /** Takes out what had arrived by `upTo`, monotonic nanoseconds. */
  take(upTo: bigint): readonly Packet[] {
    const first = this.#packets.findIndex(({ arrival }) => arrival > upTo);
    return this.#packets.splice(0, first === -1 ? this.#packets.length : first);
  }

  drop(): void {
    this.#packets = [];
  }
}
