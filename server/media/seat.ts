import type { CallId, ConversationId, MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type {
  ConsumerId,
  ConsumerOptions,
  MediaParameters,
  RemoteMedia,
  TransportId,
} from '@jawort/shared/protocol/media';
import { beat } from '@jawort/shared/protocol/version';
import { JawortError } from '../error.ts';
import type { Bus, NoticeOf } from '../ports/bus.ts';
import type { Cancel, Clock } from '../ports/clock.ts';
import type { MediaRoom } from '../ports/media.ts';
import type { CallEvents } from './call-events.ts';

export type SeatParts = {
  readonly conversation: ConversationId;
  readonly call: CallId;
  readonly party: ParticipantId;
  readonly connection: string;
  readonly room: MediaRoom;
  readonly events: CallEvents;
  readonly bus: Bus;
  readonly clock: Clock;
  /** The call's media that everybody has been told of. */
  readonly announced: Set<MediaId>;
  /** Does a task when no other changes who is in the call. */
  readonly turn: <Result>(task: () => Promise<Result>) => Promise<Result>;
  /** Told once, when no beat has come for five seconds (RG4). */
  readonly onSilent: (seat: Seat) => void;
};

/** One connection's place in a call, and all its powers there; vacated, it has none. */
export class Seat {
  readonly #parts: SeatParts;
  #lastBeat: bigint;
  #cancel: Cancel = () => undefined;
  #vacant = false;
  /** Whether its connection has closed; its party may take another seat then. */
  gone = false;

  constructor(parts: SeatParts) {
    this.#parts = parts;
    this.#lastBeat = parts.clock.monotonic();
    this.beat();
  }

  get party(): ParticipantId {
    return this.#parts.party;
  }

  get connection(): string {
    return this.#parts.connection;
  }

  /** When the last beat came, monotonic. */
  get lastBeat(): bigint {
    return this.#lastBeat;
  }

  get vacant(): boolean {
    return this.#vacant;
  }

  /** In how many milliseconds the party is lost if no beat comes. */
  get lostInMs(): number {
    const silentMs = Number((this.#parts.clock.monotonic() - this.#lastBeat) / 1_000_000n);
    return Math.max(0, beat.lostAfterMs - silentMs);
  }

  beat(): void {
    const { clock, onSilent } = this.#parts;
    this.#lastBeat = clock.monotonic();
    this.#cancel();
    this.#cancel = clock.after(beat.lostAfterMs, () => {
      onSilent(this);
    });
  }

  vacate(): void {
    this.#vacant = true;
    this.#cancel();
  }

  connect(transport: TransportId, dtlsParameters: MediaParameters): Promise<void> {
    return this.#parts.room.connect(this.party, transport, dtlsParameters);
  }

  restartIce(transport: TransportId): Promise<MediaParameters> {
    return this.#parts.room.restartIce(this.party, transport);
  }

  /** The others, and the recorder, can have the media only when the event that names it is stored. */
  async produce(source: MediaSource, rtpParameters: MediaParameters): Promise<MediaId> {
    const { room, announced } = this.#parts;
    const media = await room.produce(this.party, source, rtpParameters);
    await this.#parts.turn(() => this.#store(media, source));
    await room.pause(this.party, media, false);
    announced.add(media);
    const added: RemoteMedia = { media, party: this.party, source, paused: false };
    this.#tell('media:added', { ...this.#inCall, media: added });
    return media;
  }

  async pause(media: MediaId, paused: boolean): Promise<void> {
    await this.#parts.room.pause(this.party, media, paused);
    this.#tell('media:paused', { ...this.#inCall, media, paused });
  }

  /** Whoever stops sending has stopped at once, whatever the store says. */
  async closeMedia(media: MediaId): Promise<void> {
    const { room, events, conversation, call, announced } = this.#parts;
    room.closeMedia(this.party, media);
    announced.delete(media);
    await events.append(conversation, { type: 'media.removed', call, party: this.party, media });
    this.#tell('media:removed', { ...this.#inCall, media });
  }

  async consume(media: MediaId, rtpCapabilities: MediaParameters): Promise<ConsumerOptions> {
    if (!this.#parts.announced.has(media)) {
      throw new JawortError('ERR_NOT_FOUND', 'This media is not in the call any more.', { field: 'media' });
    }
    return this.#parts.room.consume(this.party, media, rtpCapabilities);
  }

  resume(consumer: ConsumerId): Promise<void> {
    return this.#parts.room.resume(this.party, consumer);
  }

  get #inCall() {
    const { conversation, call } = this.#parts;
    return { conversation, call };
  }

  async #store(media: MediaId, source: MediaSource): Promise<void> {
    const { room, events, conversation, call, party } = this.#parts;
    try {
      if (this.#vacant) throw notInCall();
      await events.append(conversation, { type: 'media.added', call, party, media, source });
    } catch (error) {
      if (room.all().some((one) => one.media === media)) room.closeMedia(party, media);
      throw error;
    }
  }

  #tell(...notice: NoticeOf): void {
    const { bus, conversation, connection } = this.#parts;
    bus.ring({ to: 'conversation', conversation, except: connection }, ...notice);
  }
}

/** For whoever asks for something that only a connection in the call may have. */
export function notInCall(): JawortError {
  return new JawortError('ERR_NOT_IN_CALL', 'This connection is not in the call; join it first.');
}
