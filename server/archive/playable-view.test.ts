import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import {
  BufferSource,
  EncodedPacketSink,
  Input,
  WEBM,
  type EncodedPacket,
  type InputTrack,
} from 'mediabunny';
import type { LegPacket } from '../recording/recorder/leg-writer.ts';
import { encodeCall, picture, type EncodedCall } from '../recording/recorder/testing/encoded-call.ts';
import { decode, probe } from '../recording/recorder/testing/media-tools.ts';
import { memorySource } from '../recording/recorder/testing/memory-source.ts';
import { readBlocks } from '../recording/recorder/testing/read-blocks.ts';
import { arriving, byArrival, recordLeg, tracksOf } from '../recording/recorder/testing/recorded-leg.ts';
import { id } from '../recording/recorder/webm/ebml.ts';
import {
  readBlockHead,
  readElements,
  readUint,
  type Element,
} from '../recording/recorder/webm/ebml-reader.ts';
import { scanWebm } from '../recording/recorder/webm/scan.ts';
import { openPlayable, type PlayableView } from './playable-view.ts';

const startMs = { audio: 1500, video: 1700 } as const;
const packetMs = 20;

let call: EncodedCall;
let sound: readonly LegPacket[];
let pictures: readonly LegPacket[];
let file: Buffer;
let view: PlayableView;
let viewed: Buffer;

before(async () => {
  call = await encodeCall('vp8', 6);
  sound = arriving(call, 'audio', startMs.audio);
  pictures = arriving(call, 'video', startMs.video);
  file = record(sound, pictures);
  view = await open(file);
  viewed = await bytesOf(view);
});

function record(...tracks: readonly (readonly LegPacket[])[]): Buffer {
  return recordLeg(byArrival(...tracks), tracksOf('vp8')).file;
}

async function open(bytes: Uint8Array): Promise<PlayableView> {
  const opened = await openPlayable(memorySource(bytes));
  assert.ok(opened !== undefined);
  return opened;
}

async function bytesOf(opened: PlayableView, start = 0, end = opened.size): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of opened.read(start, end)) parts.push(part);
  return Buffer.concat(parts);
}

type PlayedTracks = { readonly input: Input; readonly audio: InputTrack; readonly video: InputTrack };

/** What a reader that we did not write makes of it. */
async function tracksIn(bytes: Uint8Array): Promise<PlayedTracks> {
  const input = new Input({ formats: [WEBM], source: new BufferSource(bytes) });
  const audio = await input.getPrimaryAudioTrack();
  const video = await input.getPrimaryVideoTrack();
  assert.ok(audio !== null && video !== null);
  return { input, audio, video };
}

async function packetsOf(track: InputTrack): Promise<readonly EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}

const inMs = (packet: EncodedPacket): number => Math.round(packet.timestamp * 1000);

test('ffprobe finds all pictures at their times, and sound from zero on', async () => {
  const probed = await probe(viewed);
  const times = Map.groupBy(probed.packets, (packet) => packet.codec_type);
  assert.equal(times.get('video')?.length, 150);
  assert.equal(times.get('video')?.[0]?.pts_time, '1.700000');
  assert.equal(times.get('audio')?.[0]?.pts_time, '0.000000');
  assert.equal(Number(probed.format.duration) * 1000, view.durationMs);
  await decode(viewed);
});

test('another reader finds the same frames, the duration, and the key frame to seek to', async () => {
  const { input, audio, video } = await tracksIn(viewed);
  const written = await readBlocks(file);
  const frames = await packetsOf(video);
  assert.deepEqual(
    frames.map((packet) => [inMs(packet), packet.type === 'key', Buffer.from(packet.data)]),
    written
      .filter(({ track }) => track === 2)
      .map(({ time, keyFrame, data }) => [time, keyFrame, Buffer.from(data)]),
  );
  const key = await new EncodedPacketSink(video).getKeyPacket(5);
  assert.equal(key && inMs(key), startMs.video + 2000);
  assert.equal(await audio.getCodecParameterString(), 'opus');
  assert.ok(Math.abs((await input.computeDuration()) * 1000 - view.durationMs) <= 40);
});

test('every cue points to a cluster that begins with the key frame of its time', () => {
  const segmentAt = elementIn(viewed, id.segment).contentAt;
  const points = [...readElements(elementIn(viewed, id.cues, segmentAt).content)];
  const cued = points.map(({ content }) => {
    const positions = elementIn(content, id.cueTrackPositions).content;
    const clusterAt = segmentAt + readUint(elementIn(positions, id.cueClusterPosition).content);
    return { time: readUint(elementIn(content, id.cueTime).content), ...firstBlock(clusterAt) };
  });
  assert.deepEqual(
    cued,
    [0, 2000, 4000].map((ms) => ({
      time: startMs.video + ms,
      at: startMs.video + ms,
      track: 2,
      keyFrame: true,
    })),
  );
});

function firstBlock(clusterAt: number): { at: number; track: number; keyFrame: boolean } {
  const cluster = elementIn(viewed.subarray(clusterAt), id.cluster).content;
  const clusterTime = readUint(elementIn(cluster, id.timestamp).content);
  const { relativeTime, track, keyFrame } = readBlockHead(elementIn(cluster, id.simpleBlock).content);
  return { at: clusterTime + relativeTime, track, keyFrame };
}

/** The first of its kind among elements that follow each other. */
function elementIn(bytes: Uint8Array, wanted: number, start = 0): Element {
  const found = [...readElements(bytes, start)].find((element) => element.id === wanted);
  assert.ok(found !== undefined);
  return found;
}

test('any range is that part of the whole', async () => {
  const bound = fc.integer({ min: 0, max: viewed.length });
  await fc.assert(
    fc.asyncProperty(bound, bound, async (a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      assert.ok((await bytesOf(view, start, end)).equals(viewed.subarray(start, end)));
    }),
  );
});

test('a player that plays packet after packet hears every one at its time, whatever is missing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 12 }), async (runs) => {
      const kept = keepAlternateRuns(sound, runs);
      const { audio } = await tracksIn(await bytesOf(await open(record(kept, pictures))));
      const played = await packetsOf(audio);
      const original = new Set(
        kept.map((packet) => Buffer.from(packet.bytes.subarray(12)).toString('base64')),
      );
      played.forEach((packet, index) => {
        const late = Math.abs(inMs(packet) - index * packetMs);
        assert.ok(late <= packetMs, `packet ${index} is ${late} ms away from where it is heard`);
        original.delete(Buffer.from(packet.data).toString('base64'));
      });
      assert.equal(original.size, 0);
    }),
    { numRuns: 15 },
  );
});

/** Keeps the first run, drops the second, and so on; the first packet is always there. */
function keepAlternateRuns(packets: readonly LegPacket[], runs: readonly number[]): readonly LegPacket[] {
  const dropped = new Set<number>();
  let at = 1;
  runs.forEach((length, index) => {
    if (index % 2 === 1) for (let offset = 0; offset < length; offset += 1) dropped.add(at + offset);
    at += length;
  });
  return packets.filter((_, index) => !dropped.has(index));
}

test('a long pause in the sound decodes, with pictures and without', async () => {
  const paused = sound.filter((_, index) => index < 20 || index >= 200);
  await decode(await bytesOf(await open(record(paused, pictures))));
  const voice = recordLeg(paused, { audio: { payloadType: 111 } }).file;
  const opened = await open(voice);
  assert.equal(opened.mediaType, 'audio/webm; codecs="opus"');
  await decode(await bytesOf(opened));
});

test('a file cut off at any byte is seen to the end of its last whole cluster', async () => {
  const first = (await scanWebm(memorySource(file)))?.end ?? 0;
  assert.equal(first, file.length);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: file.length }), async (length) => {
      const cut = file.subarray(0, length);
      const scan = await scanWebm(memorySource(cut));
      const opened = await openPlayable(memorySource(cut));
      assert.equal(opened === undefined, (scan?.clusters ?? 0) === 0);
      if (opened === undefined) return;
      const whole = await open(file.subarray(0, scan?.end));
      assert.ok((await bytesOf(opened)).equals(await bytesOf(whole)));
      assert.equal(opened.durationMs, scan?.duration);
    }),
  );
});

test('a file cut off in the middle decodes', async () => {
  for (const part of [0.3, 0.5, 0.9]) {
    await decode(await bytesOf(await open(file.subarray(0, Math.floor(file.length * part)))));
  }
});

test('the view tells the picture size that the header came too early for', async () => {
  const late = record(arriving(call, 'audio', 0), arriving(call, 'video', 2500));
  const [written] = (await probe(late)).streams.filter((stream) => stream.codec_name === 'vp8');
  assert.equal(written?.width, 640);
  const { input } = await tracksIn(await bytesOf(await open(late)));
  const video = await input.getPrimaryVideoTrack();
  assert.deepEqual(
    [await video?.getCodedWidth(), await video?.getCodedHeight()],
    [picture.width, picture.height],
  );
});

test('what is no recording, or holds no cluster yet, is not playable', async () => {
  assert.equal(await openPlayable(memorySource(Buffer.alloc(0))), undefined);
  assert.equal(await openPlayable(memorySource(Buffer.from('not a recording at all'))), undefined);
  assert.equal(await openPlayable(memorySource(file.subarray(0, 300))), undefined);
});
