import type { PictureSize } from '../rtp/frame.ts';
import type { VideoCodec } from '../rtp/video-formats.ts';
import { element, float, id, idBytes, text, uint, unknownSize } from './ebml.ts';

export type WebmVideo = { readonly codec: VideoCodec; readonly size: PictureSize };

export type WebmTracks = { readonly audio: boolean; readonly video?: WebmVideo | undefined };

export const trackNumber = { audio: 1, video: 2 } as const;

/** libopus looks ahead 312 samples at 48 kHz in the modes that WebRTC uses; a decoder's output is late by them. */
const opusPreSkip = 312;
/** The same in nanoseconds. */
const opusCodecDelay = 6_500_000;
/** RFC 7845 §4.6: after a seek a decoder needs 80 ms to converge. */
const opusSeekPreRoll = 80_000_000;
const opusChannels = 2;

/** All that precedes the first cluster of a file that is still growing. */
export function liveHeader(tracks: WebmTracks): Buffer {
  return Buffer.concat([
    ebmlHeader(),
    idBytes(id.segment),
    unknownSize,
    infoElement(undefined),
    tracksElement(tracks),
  ]);
}

export function ebmlHeader(): Buffer {
  return element(
    id.ebml,
    uint(id.ebmlVersion, 1),
    uint(id.ebmlReadVersion, 1),
    uint(id.ebmlMaxIdLength, 4),
    uint(id.ebmlMaxSizeLength, 8),
    text(id.docType, 'webm'),
    uint(id.docTypeVersion, 4),
    uint(id.docTypeReadVersion, 2),
  );
}

/** Timestamps and duration count milliseconds. */
export function infoElement(duration: number | undefined): Buffer {
  return element(
    id.info,
    uint(id.timestampScale, 1_000_000),
    ...(duration === undefined ? [] : [float(id.duration, duration)]),
    text(id.muxingApp, 'Jawort'),
    text(id.writingApp, 'Jawort'),
  );
}

export function tracksElement(tracks: WebmTracks): Buffer {
  return element(
    id.tracks,
    ...(tracks.audio ? [audioEntry()] : []),
    ...(tracks.video === undefined ? [] : [videoEntry(tracks.video)]),
  );
}

function audioEntry(): Buffer {
  return element(
    id.trackEntry,
    ...entryHead(trackNumber.audio, 2, 'A_OPUS'),
    element(id.codecPrivate, opusHead()),
    uint(id.codecDelay, opusCodecDelay),
    uint(id.seekPreRoll, opusSeekPreRoll),
    element(id.audio, float(id.samplingFrequency, 48_000), uint(id.channels, opusChannels)),
  );
}

function videoEntry({ codec, size }: WebmVideo): Buffer {
  return element(
    id.trackEntry,
    ...entryHead(trackNumber.video, 1, codec === 'vp8' ? 'V_VP8' : 'V_VP9'),
    element(id.video, uint(id.pixelWidth, size.width), uint(id.pixelHeight, size.height)),
  );
}

function entryHead(number: number, type: number, codec: string): readonly Buffer[] {
  return [
    uint(id.trackNumber, number),
    uint(id.trackUid, number),
    uint(id.trackType, type),
    uint(id.flagLacing, 0),
    text(id.codecId, codec),
  ];
}

/** The identification header of RFC 7845 §5.1, without its Ogg page; WebRTC always negotiates two channels (RFC 7587 §7). */
function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8);
  head.writeUInt8(opusChannels, 9);
  head.writeUInt16LE(opusPreSkip, 10);
  head.writeUInt32LE(48_000, 12);
  return head;
}
