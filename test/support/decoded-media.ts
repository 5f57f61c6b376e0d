import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { KnownMedia, Rgb } from './known-media.ts';

const run = promisify(execFile);
const maxBuffer = 256 * 1024 * 1024;
const sampleRate = 16_000;

/** What `ffprobe` says of a file. */
export type Probe = {
  readonly streams: readonly { readonly codec_type: string; readonly codec_name: string }[];
  readonly frames: { readonly video: number; readonly audio: number };
  /** From the first packet to the end of the last, in seconds. */
  readonly seconds: number;
  /** When the last packet begins, in seconds since the file's time zero. */
  readonly last: number;
};

type Packet = { codec_type: string; pts_time: string };

export async function probe(file: string): Promise<Probe> {
  const { stdout } = await run(
    'ffprobe',
    ['-v', 'error', '-show_streams', '-show_packets', '-of', 'json', file],
    { maxBuffer },
  );
  const { streams, packets } = JSON.parse(stdout) as { streams: Probe['streams']; packets: Packet[] };
  const times = packets.map(({ pts_time }) => Number(pts_time)).sort((a, b) => a - b);
  const count = (type: string) => packets.filter(({ codec_type }) => codec_type === type).length;
  return {
    streams,
    frames: { video: count('video'), audio: count('audio') },
    seconds: (times.at(-1) ?? 0) - (times[0] ?? 0),
    last: times.at(-1) ?? 0,
  };
}

/** The share of decoded frames whose quadrants have the known colours. */
export async function knownFrames(file: string, { quadrants }: KnownMedia): Promise<number> {
  const pixels = await decode(file, [
    '-an',
    '-vf',
    'format=rgb24,scale=2:2:flags=area',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
  ]);
  const frames = Array.from({ length: pixels.length / 12 }, (_, at) =>
    pixels.subarray(at * 12, at * 12 + 12),
  );
  const known = frames.filter((frame) => quadrants.every((colour, at) => isNear(frame, at * 3, colour)));
  return frames.length === 0 ? 0 : known.length / frames.length;
}

function isNear(frame: Buffer, at: number, colour: Rgb): boolean {
  return colour.every((value, channel) => Math.abs(value - (frame[at + channel] ?? 0)) < 40);
}

/** The share of decoded tenths of a second in which the known tone is louder than all other known tones, by ten. */
export async function knownSound(
  file: string,
  { hertz }: KnownMedia,
  others: readonly number[],
): Promise<number> {
  const pcm = await decode(file, ['-vn', '-ac', '1', '-ar', String(sampleRate), '-f', 's16le']);
  const samples = new Int16Array(pcm.buffer, pcm.byteOffset, Math.floor(pcm.length / 2));
  const length = sampleRate / 10;
  const windows = Array.from({ length: Math.floor(samples.length / length) }, (_, at) =>
    samples.subarray(at * length, (at + 1) * length),
  );
  const known = windows.filter((window) =>
    others.every((other) => power(window, hertz) > 10 * power(window, other) && power(window, hertz) > 1),
  );
  return windows.length === 0 ? 0 : known.length / windows.length;
}

async function decode(file: string, args: readonly string[]): Promise<Buffer> {
  const all = ['-v', 'error', '-i', file, ...args, '-'];
  const { stdout } = await run('ffmpeg', all, { maxBuffer, encoding: 'buffer' });
  return stdout;
}

// Goertzel's algorithm: the power at one frequency.
function power(samples: Int16Array, hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  return (last * last + before * before - coefficient * last * before) / samples.length ** 2;
}
