import { spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { MediaKind } from '../leg-writer.ts';
import { u16 } from '../rtp/bytes.ts';
import type { VideoCodec } from '../rtp/video-formats.ts';

export const payloadTypes = { audio: 111, video: 96 } as const;
const framesPerSecond = 25;
export const picture = { width: 320, height: 240 } as const;

/** The datagrams of one track, complete and in order. */
export type EncodedCall = Readonly<Record<MediaKind, readonly Buffer[]>>;

const attempts = 5;

/** A test picture and a tone of some seconds, encoded and packetised by ffmpeg. */
export async function encodeCall(codec: VideoCodec, seconds: number): Promise<EncodedCall> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const call = await receiveCall(codec, seconds);
    if (isComplete(call.video) && isComplete(call.audio)) return call;
  }
  throw new Error('The loopback kept losing datagrams.');
}

async function receiveCall(codec: VideoCodec, seconds: number): Promise<EncodedCall> {
  const video = await openReceiver();
  const audio = await openReceiver();
  await runFfmpeg(codec, seconds, video.port, audio.port);
  return { video: await video.finish(), audio: await audio.finish() };
}

async function runFfmpeg(
  codec: VideoCodec,
  seconds: number,
  videoPort: number,
  audioPort: number,
): Promise<void> {
  const size = `${picture.width}x${picture.height}`;
  const encoder = codec === 'vp8' ? 'libvpx' : 'libvpx-vp9';
  const source = ['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${framesPerSecond}:duration=${seconds}`];
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
  const speed = ['-deadline', 'realtime', '-cpu-used', '8', '-g', '50', '-b:v', '300k', '-strict', '-2'];
  const toVideo = ['-f', 'rtp', '-payload_type', '96', `rtp://127.0.0.1:${videoPort}?pkt_size=1200`];
  const toAudio = ['-f', 'rtp', '-payload_type', '111', `rtp://127.0.0.1:${audioPort}?pkt_size=1200`];
  const pace = ['-readrate', '8'];
  await run('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', ...pace, ...source, ...pace, ...tone],
    ...['-map', '0:v', '-c:v', encoder, ...speed, ...toVideo],
    ...['-map', '1:a', '-c:a', 'libopus', '-ac', '2', ...toAudio],
  ]);
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}.`);
}

type Receiver = { readonly port: number; readonly finish: () => Promise<readonly Buffer[]> };

async function openReceiver(): Promise<Receiver> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
  const datagrams: Buffer[] = [];
  socket.on('message', (datagram) => datagrams.push(datagram));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, finish: () => finish(socket, datagrams) };
}

/** Loopback keeps the order, so once an own datagram has come, all of the encoder's have. */
async function finish(socket: Socket, datagrams: readonly Buffer[]): Promise<readonly Buffer[]> {
  socket.send(Buffer.from('end'), socket.address().port, '127.0.0.1');
  while (datagrams.at(-1)?.length !== 3) await once(socket, 'message');
  socket.close();
  return datagrams.slice(0, -1);
}

/** A busy machine may leave no room in the socket's buffer. */
function isComplete(packets: readonly Buffer[]): boolean {
  const sequences = packets.map((packet) => u16(packet, 2));
  return sequences.every((sequence, index) => sequence === (((sequences[0] ?? 0) + index) & 0xffff));
}
