import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Rgb = readonly [red: number, green: number, blue: number];

/** What a camera sees and a microphone hears: a colour for each place (both coordinates from 0 to 1), and one tone in Hz. */
export type FakeMedia = { readonly paint: (x: number, y: number) => Rgb; readonly hertz: number };

/** A picture of four quadrants of one colour each, so that it can be recognised, with its tone. */
export type KnownMedia = FakeMedia & { readonly quadrants: Quadrants };
type Quadrants = readonly [Rgb, Rgb, Rgb, Rgb];

export const visitorMedia = knownMedia(440, [
  [220, 40, 40],
  [40, 200, 60],
  [50, 70, 220],
  [230, 210, 60],
]);

export const agentMedia = knownMedia(1100, [
  [40, 200, 200],
  [200, 60, 200],
  [240, 240, 240],
  [30, 30, 30],
]);

function knownMedia(hertz: number, quadrants: Quadrants): KnownMedia {
  const [topLeft, topRight, bottomLeft, bottomRight] = quadrants;
  const paint = (x: number, y: number) => {
    if (y < 0.5) return x < 0.5 ? topLeft : topRight;
    return x < 0.5 ? bottomLeft : bottomRight;
  };
  return { paint, hertz, quadrants };
}

const width = 320;
const height = 240;
const fps = 15;
const sampleRate = 48_000;
const seconds = 2;

/** Files that Chromium takes for a camera and a microphone and repeats without end. */
export async function writeMedia({ paint, hertz }: FakeMedia): Promise<{ video: string; audio: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'jawort-media-'));
  const [video, audio] = [join(folder, 'camera.y4m'), join(folder, 'microphone.wav')];
  await writeFile(video, y4m(paint));
  await writeFile(audio, wav(hertz));
  return { video, audio };
}

function y4m(paint: FakeMedia['paint']): Buffer {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`);
  const planes = [plane(paint, 0, 1), plane(paint, 1, 2), plane(paint, 2, 2)];
  const frame = Buffer.concat([Buffer.from('FRAME\n'), ...planes]);
  return Buffer.concat([header, ...Array.from({ length: fps * seconds }, () => frame)]);
}

function plane(paint: FakeMedia['paint'], component: 0 | 1 | 2, subsampling: number): Buffer {
  const [columns, rows] = [width / subsampling, height / subsampling];
  const bytes = Buffer.alloc(columns * rows);
  for (let at = 0; at < bytes.length; at++) {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    bytes[at] = toYuv(paint((column + 0.5) / columns, (row + 0.5) / rows))[component];
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
