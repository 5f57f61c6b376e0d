import type { PictureSize } from '../rtp/frame.ts';
import { id } from './ebml.ts';
import { readElements, readUint } from './ebml-reader.ts';
import type { WebmTracks, WebmVideo } from './header.ts';

/** What the content of a Tracks element declares. */
export function readTracks(content: Uint8Array): WebmTracks {
  const entries = [...readElements(content)].map((entry) => fieldsOf(entry.content));
  const video = entries.map(readVideo).find((found) => found !== undefined);
  return { audio: entries.some((entry) => codecOf(entry) === 'A_OPUS'), video };
}

type Fields = ReadonlyMap<number, Uint8Array>;

function fieldsOf(content: Uint8Array): Fields {
  return new Map([...readElements(content)].map((field) => [field.id, field.content]));
}

function readVideo(entry: Fields): WebmVideo | undefined {
  const size = readSize(fieldsOf(fieldOf(entry, id.video)));
  switch (codecOf(entry)) {
    case 'V_VP8':
      return { codec: 'vp8', size };
    case 'V_VP9':
      return { codec: 'vp9', size };
    default:
      return undefined;
  }
}

function readSize(video: Fields): PictureSize {
  return { width: readUint(fieldOf(video, id.pixelWidth)), height: readUint(fieldOf(video, id.pixelHeight)) };
}

function codecOf(entry: Fields): string {
  return Buffer.from(fieldOf(entry, id.codecId)).toString('latin1');
}

function fieldOf(fields: Fields, elementId: number): Uint8Array {
  return fields.get(elementId) ?? new Uint8Array(0);
}
