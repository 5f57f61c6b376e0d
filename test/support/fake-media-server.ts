import type { CallId, MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaSource } from '@jawort/shared/domain/records';
import type {
  ConsumerId,
  ConsumerOptions,
  MediaParameters,
  TransportId,
  TransportOptions,
} from '@jawort/shared/protocol/media';
import { v7 } from 'uuid';
import { JawortError } from '../../server/error.ts';
import type { MediaRoom, MediaServer, MediaTap } from '../../server/ports/media.ts';

type Media = {
  readonly media: MediaId;
  readonly party: ParticipantId;
  readonly source: MediaSource;
  paused: boolean;
};

/** A media server through which nothing flows. */
export class FakeMediaServer implements MediaServer {
  readonly #rooms = new Map<CallId, FakeRoom>();
  readonly #listeners: ((call: CallId) => void)[] = [];

  async open(call: CallId): Promise<FakeRoom> {
    const room = this.#rooms.get(call) ?? new FakeRoom(() => this.#rooms.delete(call));
    this.#rooms.set(call, room);
    return room;
  }

  find(call: CallId): FakeRoom | null {
    return this.#rooms.get(call) ?? null;
  }

  onLost(listener: (call: CallId) => void): void {
    this.#listeners.push(listener);
  }

  /** As when the worker of a call was killed. */
  lose(call: CallId): void {
    this.#rooms.delete(call);
    for (const listener of this.#listeners) listener(call);
  }

  async close(): Promise<void> {}
}

class FakeRoom implements MediaRoom {
  readonly rtpCapabilities = {};
  readonly #onClose: () => void;
  readonly #parties = new Set<ParticipantId>();
  #media: Media[] = [];

  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  async join(party: ParticipantId) {
    this.leave(party);
    this.#parties.add(party);
    return { send: transport(), receive: transport() };
  }

  leave(party: ParticipantId): void {
    this.#parties.delete(party);
    this.#media = this.#media.filter((one) => one.party !== party);
  }

  async connect(): Promise<void> {}

  async restartIce(): Promise<MediaParameters> {
    return {};
  }

  async produce(party: ParticipantId, source: MediaSource): Promise<MediaId> {
    if (!this.#parties.has(party)) throw new JawortError('ERR_NOT_IN_CALL', 'not in the room');
    const media = v7() as MediaId;
    this.#media.push({ media, party, source, paused: true });
    return media;
  }

  async pause(party: ParticipantId, media: MediaId, paused: boolean): Promise<void> {
    this.#find(party, media).paused = paused;
  }

  closeMedia(party: ParticipantId, media: MediaId): void {
    const found = this.#find(party, media);
    this.#media = this.#media.filter((one) => one !== found);
  }

  async consume(_party: ParticipantId, media: MediaId): Promise<ConsumerOptions> {
    return { id: v7() as ConsumerId, media, kind: 'video', rtpParameters: {} };
  }

  async resume(): Promise<void> {}

  all(): readonly Media[] {
    return this.#media.map((one) => ({ ...one }));
  }

  tap(): Promise<MediaTap> {
    return Promise.reject(new JawortError('ERR_MEDIA_FAILED', 'nothing flows here'));
  }

  close(): void {
    this.#onClose();
  }

  #find(party: ParticipantId, media: MediaId): Media {
    const found = this.#media.find((one) => one.media === media && one.party === party);
    if (!found) throw new JawortError('ERR_NOT_FOUND', 'no such media');
    return found;
  }
}

function transport(): TransportOptions {
  return { id: v7() as TransportId, iceParameters: {}, iceCandidates: [], dtlsParameters: {} };
}
