import type { MediaId } from '@jawort/shared/domain/ids';
import type { RemoteMedia } from '@jawort/shared/protocol/media';
import type { RemoteTrack } from '../types.ts';
import type { Wire } from '../wire.ts';
import type { LinkPorts, MediaLink } from './media-link.ts';

/** What of a link is needed to receive. */
export type ReceivingLink = Pick<MediaLink, 'consume' | 'drop'>;

/** The others' media in a call: follows what the server tells of them and receives each. */
export class RemoteSide {
  readonly #onChange: (tracks: readonly RemoteTrack[]) => void;
  readonly #stop: readonly (() => void)[];
  readonly #media = new Map<MediaId, RemoteMedia>();
  readonly #tracks = new Map<MediaId, MediaStreamTrack>();
  #link: ReceivingLink | null = null;

  constructor(wire: Wire, at: LinkPorts['at'], onChange: (tracks: readonly RemoteTrack[]) => void) {
    this.#onChange = onChange;
    const on = <Notice extends { readonly call: string }>(then: (notice: Notice) => void) => {
      return (notice: Notice) => {
        if (notice.call === at.call) then(notice);
      };
    };
    this.#stop = [
      wire.on(
        'media:added',
        on(({ media }) => this.#add(media)),
      ),
      wire.on(
        'media:paused',
        on(({ media, paused }) => this.#pause(media, paused)),
      ),
      wire.on(
        'media:removed',
        on(({ media }) => this.#remove(media)),
      ),
    ];
  }

  /** Receives over `link` from now on: `media`, what was added while the link was made, and whatever comes. */
  follow(link: ReceivingLink, media: readonly RemoteMedia[]): void {
    const early = [...this.#media.values()];
    this.#media.clear();
    this.#link = link;
    for (const one of [...early, ...media]) this.#add(one);
  }

  /** Receives nothing until told to follow again. */
  clear(): void {
    this.#link = null;
    this.#media.clear();
    this.#tracks.clear();
    this.#tell();
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.clear();
  }

  #add(media: RemoteMedia): void {
    const link = this.#link;
    const isNew = !this.#media.has(media.media);
    this.#media.set(media.media, media);
    if (!link || !isNew) return;
    link.consume(media.media).then(
      (track) => this.#receive(link, media.media, track),
      () => this.#forget(link, media.media),
    );
  }

  #receive(link: ReceivingLink, media: MediaId, track: MediaStreamTrack): void {
    if (link !== this.#link || !this.#media.has(media)) return;
    this.#tracks.set(media, track);
    this.#tell();
  }

  // What cannot be received has ended meanwhile, or the link is broken and will be replaced.
  #forget(link: ReceivingLink, media: MediaId): void {
    if (link === this.#link) this.#remove(media);
  }

  #pause(media: MediaId, paused: boolean): void {
    const known = this.#media.get(media);
    if (known) this.#media.set(media, { ...known, paused });
    this.#tell();
  }

  #remove(media: MediaId): void {
    this.#media.delete(media);
    this.#tracks.delete(media);
    this.#link?.drop(media);
    this.#tell();
  }

  #tell(): void {
    this.#onChange(
      [...this.#media.values()].flatMap(({ media, party, source, paused }) => {
        const track = this.#tracks.get(media);
        return track ? [{ party, source, paused, track }] : [];
      }),
    );
  }
}
