import type { Hash } from '@jawort/shared/crypto/hash';
import { foldCall } from '@jawort/shared/gate/call-state';
import type { CallJoined } from '@jawort/shared/protocol/media';
import type { MediaRoom } from '../ports/media.ts';
import type { Caller, CallRuntime } from './call-runtime.ts';
import type { Ending } from './ending.ts';
import { latestCall } from './latest-call.ts';
import type { LiveCall } from './live-call.ts';
import { Seat } from './seat.ts';

/** How a party gets its place in a call, and how it loses it by silence. */
export class Seating {
  readonly #runtime: CallRuntime;
  readonly #ending: Ending;

  constructor(runtime: CallRuntime, ending: Ending) {
    this.#runtime = runtime;
    this.#ending = ending;
  }

  /** With the recorder closed, stores that the party has joined; only then can its connection send anything (RG4). */
  seat(live: LiveCall, caller: Caller, key: Hash | null): Promise<CallJoined> {
    const { events, parts } = this.#runtime;
    return events.held(live.conversation, parts.clock.monotonic(), async () => {
      const room = await parts.media.open(live.call);
      const transports = await room.join(caller.party);
      await this.#store(live, room, caller, key);
      live.seat(this.#makeSeat(live, room, caller));
      const media = room.all().filter((one) => live.announced.has(one.media));
      const { rtpCapabilities } = room;
      return { rtpCapabilities, iceServers: [...parts.iceServers()], ...transports, media };
    });
  }

  async #store(
    live: LiveCall,
    room: MediaRoom,
    { conversation, party, role }: Caller,
    key: Hash | null,
  ): Promise<void> {
    const { events } = this.#runtime;
    const { call } = live;
    try {
      await events.append(conversation, { type: 'party.joined', call, party, role, key });
      await this.#removeFormerMedia(live, party);
    } catch (error) {
      room.leave(party);
      throw error;
    }
    if ((latestCall(await events.read(conversation))?.arrivals.size ?? 0) > 1) live.answered();
  }

  // What the party sent from its former place ended with that place.
  async #removeFormerMedia(live: LiveCall, party: Caller['party']): Promise<void> {
    const { events, parts } = this.#runtime;
    const { conversation, call } = live;
    const known = foldCall(await events.read(conversation))?.media.values() ?? [];
    for (const { media, party: of } of known) {
      if (of !== party) continue;
      await events.append(conversation, { type: 'media.removed', call, party, media });
      live.announced.delete(media);
      parts.bus.ring({ to: 'conversation', conversation }, 'media:removed', { conversation, call, media });
    }
  }

  #makeSeat(live: LiveCall, room: MediaRoom, { party, connection }: Caller): Seat {
    const { bus, clock } = this.#runtime.parts;
    const { conversation, call, announced } = live;
    const { events } = this.#runtime;
    return new Seat({
      ...{ conversation, call, party, connection, room, events, bus, clock, announced },
      turn: (task) => this.#runtime.turn(conversation, task),
      onSilent: (seat) => {
        this.#runtime.later('a party was lost', () => this.#lose(live, seat));
      },
    });
  }

  /** Loses a party that may not be here any more, and takes from it what it still receives. */
  async dismiss(live: LiveCall, seat: Seat): Promise<void> {
    this.#runtime.parts.media.find(live.call)?.leave(seat.party);
    await this.#lose(live, seat);
  }

  /** The recorder closes before anything else, and from the last beat on. */
  async #lose(live: LiveCall, { party, lastBeat }: Seat): Promise<void> {
    const { events } = this.#runtime;
    const { conversation, call } = live;
    live.unseat(party);
    this.#ending.miss(live, party);
    await events.held(conversation, lastBeat, () =>
      this.#runtime.turn(conversation, async () => {
        if (!live.seatOf(party)) await events.append(conversation, { type: 'party.lost', call, party });
      }),
    );
    await this.#runtime.tell(conversation);
  }
}
