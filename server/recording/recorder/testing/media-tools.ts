import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

type ProbedPacket = {
  readonly codec_type: 'audio' | 'video';
  readonly pts_time: string;
  readonly flags: string;
};

export type Probe = {
  readonly packets: readonly ProbedPacket[];
  readonly streams: readonly {
    readonly codec_name: string;
    readonly width?: number;
    readonly height?: number;
    readonly nb_read_frames: string;
  }[];
  readonly format: { readonly duration?: string };
};

/** What ffprobe reads and decodes; it rejects when ffprobe complains of anything. */
export async function probe(file: Uint8Array): Promise<Probe> {
  const printed = await withFile(file, (path) =>
    complaining('ffprobe', [
      ...['-v', 'warning', '-of', 'json', '-count_frames'],
      ...['-show_packets', '-show_streams', '-show_format', path],
    ]),
  );
  return JSON.parse(printed) as Probe;
}

/** Decodes everything; it rejects when ffmpeg complains of anything. */
export async function decode(file: Uint8Array): Promise<void> {
  await withFile(file, (path) =>
    complaining('ffmpeg', [
      '-v',
      'warning',
      '-xerror',
      '-i',
      path,
      '-f',
      'null',
      '-fps_mode',
      'passthrough',
      '-',
    ]),
  );
}

async function complaining(command: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(command, args, { maxBuffer: 64 << 20 });
  if (stderr !== '') throw new Error(`${command} complains: ${stderr}`);
  return stdout;
}

async function withFile<T>(content: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'jawort-media-'));
  try {
    const path = join(folder, 'leg.webm');
    await writeFile(path, content);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
