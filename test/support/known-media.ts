import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A party's picture, four quadrants of one colour each (RGB), and its sound, one tone in Hz. */
export type KnownMedia = { readonly quadrants: readonly Rgb[]; readonly hertz: number };
export type Rgb = readonly [red: number, green: number, blue: number];

export const visitorMedia: KnownMedia = {
  quadrants: [
    [220, 40, 40],
    [40, 200, 60],
    [50, 70, 220],
    [230, 210, 60],
  ],
  hertz: 440,
};

export const agentMedia: KnownMedia = {
  quadrants: [
    [40, 200, 200],
    [200, 60, 200],
    [240, 240, 240],
    [30, 30, 30],
  ],
  hertz: 1100,
};

const width = 320;
const height = 240;
const fps = 15;
const sampleRate = 48_000;
const seconds = 2;

/** Files that Chromium takes for a camera and a microphone and repeats without end. */
export async function writeKnownMedia(media: KnownMedia): Promise<{ video: string; audio: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'jawort-media-'));
  const [video, audio] = [join(folder, 'camera.y4m'), join(folder, 'microphone.wav')];
  await writeFile(video, y4m(media.quadrants));
  await writeFile(audio, wav(media.hertz));
  return { video, audio };
}

function y4m(quadrants: readonly Rgb[]): Buffer {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), ...planes(quadrants)]);
  return Buffer.concat([header, ...Array.from({ length: fps * seconds }, () => frame)]);
}

function planes(quadrants: readonly Rgb[]): readonly Buffer[] {
  const yuv = quadrants.map(toYuv);
  return [plane(yuv, 0, 1), plane(yuv, 1, 2), plane(yuv, 2, 2)];
}

function plane(yuv: readonly Rgb[], component: 0 | 1 | 2, subsampling: number): Buffer {
  const [columns, rows] = [width / subsampling, height / subsampling];
  const bytes = Buffer.alloc(columns * rows);
  for (let at = 0; at < bytes.length; at++) {
    const right = at % columns >= columns / 2 ? 1 : 0;
    const below = at >= bytes.length / 2 ? 2 : 0;
    bytes[at] = yuv[right + below]?.[component] ?? 0;
  }
  return bytes;
}

// ITU-R BT.601, limited range, as browsers read it.
function toYuv([r, g, b]: Rgb): Rgb {
  const y = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
  const u = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
  const v = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
  return [Math.round(y), Math.round(u), Math.round(v)];
}

function wav(hertz: number): Buffer {
  const samples = sampleRate * seconds;
  const data = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at++) {
    data.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hertz * at) / sampleRate)), at * 2);
  }
  return Buffer.concat([wavHeader(data.length), data]);
}

function wavHeader(bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}
