import type { Hash } from '@jawort/shared/crypto/hash';
import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { RecordedFile } from '@jawort/shared/events/event';
import type { TappedMedia } from '../../ports/media.ts';
import { openLegWriter, type LegTracks, type LegWriter, type MediaKind } from './leg-writer.ts';
import type { LegFile } from './leg-file.ts';
import type { SegmentFolder } from './segment-folder.ts';

/** A datagram that came in while the gate was open. */
export type HeldPacket = { readonly bytes: Uint8Array; readonly ssrc: number; readonly arrival: bigint };

export type SegmentWriterParts = {
  readonly folder: SegmentFolder;
  readonly token: string;
  /** Monotonic nanoseconds: time zero of all files. */
  readonly openedAt: bigint;
  readonly requestKeyFrame: (media: MediaId) => void;
};

type Leg = { readonly name: string; readonly party: ParticipantId; readonly writer: LegWriter };
type Route = { readonly leg: Leg; readonly kind: MediaKind };

/** Writes one file per participant, and one more for a screen, which is a second picture. */
export class SegmentWriter {
  readonly #parts: SegmentWriterParts;
  readonly #legs: readonly Leg[];
  readonly #routes: ReadonlyMap<number, Route>;

  constructor(parts: SegmentWriterParts, tapped: readonly TappedMedia[]) {
    this.#parts = parts;
    const groups = [...Map.groupBy(tapped, fileName)];
    const legs = groups.map(([name, media]) => ({ leg: this.#openLeg(name, media), media }));
    this.#legs = legs.map(({ leg }) => leg);
    this.#routes = new Map(
      legs.flatMap(({ leg, media }) =>
        media.map((one): [number, Route] => [one.ssrc, { leg, kind: kindOf(one) }]),
      ),
    );
  }

  write({ bytes, ssrc, arrival }: HeldPacket): void {
    const route = this.#routes.get(ssrc);
    route?.leg.writer.write({ kind: route.kind, bytes, arrival });
  }

  tick(releasedUpTo: bigint): void {
    for (const { writer } of this.#legs) writer.tick(releasedUpTo);
  }

  /** Ends all files and says what they hold; those without a frame do not exist. */
  seal(): readonly RecordedFile[] {
    return this.#legs.flatMap(({ name, party, writer }) => {
      const { bytes, sha256, head } = writer.seal();
      if (bytes === 0) return [];
      return { party, name: `${name}.webm`, bytes, sha256: hashOf(sha256), chain: hashOf(head) };
    });
  }

  #openLeg(name: string, media: readonly TappedMedia[]): Leg {
    const { folder, token, openedAt, requestKeyFrame } = this.#parts;
    const [first] = media;
    if (!first) throw new TypeError('a file without media');
    const video = media.find((one) => kindOf(one) === 'video');
    let file: LegFile | undefined;
    const writer = openLegWriter({
      tracks: tracksOf(media),
      openedAt,
      token: new TextEncoder().encode(token),
      append: (chunk, link) => (file ??= folder.openFile(name)).append(chunk, link),
      requestKeyFrame: () => video && requestKeyFrame(video.media),
    });
    return { name, party: first.party, writer };
  }
}

function fileName({ party, source }: TappedMedia): string {
  return source === 'screen' ? `${party}-screen` : party;
}

function kindOf({ source }: TappedMedia): MediaKind {
  return source === 'microphone' ? 'audio' : 'video';
}

function tracksOf(media: readonly TappedMedia[]): LegTracks {
  const [audio, ...moreAudio] = media.filter((one) => kindOf(one) === 'audio');
  const [video, ...moreVideo] = media.filter((one) => kindOf(one) === 'video');
  if (moreAudio.length + moreVideo.length > 0) throw new TypeError('two media of one kind for one file');
  return {
    ...(audio && { audio: { payloadType: opusType(audio) } }),
    ...(video && { video: { payloadType: video.payloadType, codec: videoCodec(video) } }),
  };
}

function opusType({ mimeType, payloadType }: TappedMedia): number {
  if (mimeType.toLowerCase() !== 'audio/opus') throw new TypeError(`cannot record ${mimeType}`);
  return payloadType;
}

function videoCodec({ mimeType }: TappedMedia): 'vp8' | 'vp9' {
  switch (mimeType.toLowerCase()) {
    case 'video/vp8':
      return 'vp8';
    case 'video/vp9':
      return 'vp9';
    default:
      throw new TypeError(`cannot record ${mimeType}`);
  }
}

function hashOf(hex: string): Hash {
  return `sha256-${Buffer.from(hex, 'hex').toString('base64url')}` as Hash;
}
