import type { CallId, ConversationId, MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Cancel, Clock } from '../ports/clock.ts';
import type { Seat } from './seat.ts';

/** What of a running call lives in memory: who sits in it by which connection, and what it waits for. */
export class LiveCall {
  readonly conversation: ConversationId;
  readonly call: CallId;
  readonly announced = new Set<MediaId>();
  readonly #clock: Clock;
  readonly #seats = new Map<ParticipantId, Seat>();
  readonly #missed = new Map<ParticipantId, Cancel>();
  #cancelRing: Cancel = () => undefined;

  constructor(conversation: ConversationId, call: CallId, clock: Clock) {
    this.conversation = conversation;
    this.call = call;
    this.#clock = clock;
  }

  seatOf(party: ParticipantId): Seat | undefined {
    return this.#seats.get(party);
  }

  /** Seats a party; its former seat, if any, has no powers any more. */
  seat(seat: Seat): void {
    this.unseat(seat.party);
    this.#missed.get(seat.party)?.();
    this.#missed.delete(seat.party);
    this.#seats.set(seat.party, seat);
  }

  unseat(party: ParticipantId): void {
    this.#seats.get(party)?.vacate();
    this.#seats.delete(party);
  }

  /** Unseats everybody and says who sat there. */
  unseatAll(): readonly ParticipantId[] {
    const parties = [...this.#seats.keys()];
    for (const party of parties) this.unseat(party);
    return parties;
  }

  ring(ms: number, onUnanswered: () => void): void {
    this.#cancelRing = this.#clock.after(ms, onUnanswered);
  }

  answered(): void {
    this.#cancelRing();
  }

  /** Waits for a party to join again. */
  miss(party: ParticipantId, ms: number, onGivenUp: () => void): void {
    if (!this.#missed.has(party)) this.#missed.set(party, this.#clock.after(ms, onGivenUp));
  }

  close(): void {
    this.unseatAll();
    this.answered();
    for (const cancel of this.#missed.values()) cancel();
    this.#missed.clear();
  }
}
