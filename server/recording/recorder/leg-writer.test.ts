import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { openLegWriter, type LegPacket, type LegTracks, type MediaKind } from './leg-writer.ts';
import { u32 } from './rtp/bytes.ts';
import { encodeCall, payloadTypes, picture, type EncodedCall } from './testing/encoded-call.ts';
import { decode, probe, type Probe } from './testing/media-tools.ts';
import { readBlocks } from './testing/read-blocks.ts';
import {
  arriving,
  byArrival,
  delayed,
  numberedFrom,
  openedAt,
  padded,
  recordLeg,
  token,
  tracksOf,
} from './testing/recorded-leg.ts';
import { rtpPacket } from './testing/rtp-packet.ts';
import { verifyChain } from './verify-chain.ts';

const seconds = 6;
const startMs = { audio: 120, video: 260 } as const;
const frameCount = seconds * 25;
const framesPerKeyFrame = 50;
const codecDelayMs = 7;

const every = (ms: number, start: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => start + index * ms);

function timesOf({ packets }: Probe, kind: MediaKind): readonly number[] {
  return packets
    .filter((packet) => packet.codec_type === kind)
    .map(({ pts_time: time }) => Math.round(+time * 1000));
}

const bothTracks = (call: EncodedCall): readonly LegPacket[] =>
  byArrival(arriving(call, 'audio', startMs.audio), arriving(call, 'video', startMs.video));

/** Each block as text, in the order of tracks and times, so that files can be compared whatever their clusters are. */
async function contentOf(file: Uint8Array): Promise<readonly string[]> {
  const blocks = await readBlocks(file);
  return blocks
    .toSorted((a, b) => a.track - b.track || a.time - b.time)
    .map(
      ({ track, time, keyFrame, data }) =>
        `${track} ${time} ${keyFrame} ${Buffer.from(data).toString('base64')}`,
    );
}

type Mishap = 'none' | 'delayed' | 'repeated' | 'padded';

const mishaps = fc.infiniteStream(fc.constantFrom<Mishap>('none', 'delayed', 'repeated', 'padded'));

function befall(packet: LegPacket, mishap: Mishap): readonly LegPacket[] {
  switch (mishap) {
    case 'none':
      return [packet];
    case 'delayed':
      return [delayed(packet, 60)];
    case 'repeated':
      return [packet, delayed(packet, 30)];
    case 'padded':
      return [padded(packet, 9)];
  }
}

function next<T>(stream: Iterator<T, unknown>): T {
  const { done, value } = stream.next() as IteratorResult<T, never>;
  if (done === true) throw new Error('An infinite stream has ended.');
  return value;
}

/** The frames that decode: those all of whose packets came, and no loss since the last key frame that did. */
function decodable(all: readonly LegPacket[], kept: ReadonlySet<LegPacket>): readonly number[] {
  const frames = [...Map.groupBy(all, ({ bytes }) => u32(bytes, 4)).values()];
  let broken = true;
  return frames.flatMap((packets, index) => {
    const whole = packets.every((packet) => kept.has(packet));
    broken = !whole || (broken && index % framesPerKeyFrame !== 0);
    return broken ? [] : [startMs.video + index * 40];
  });
}

for (const codec of ['vp8', 'vp9'] as const) {
  describe(`a leg of ${codec} and Opus`, () => {
    let call: EncodedCall;

    before(async () => {
      call = await encodeCall(codec, seconds);
    });

    test('every frame is in the file at its time, and decodes', async () => {
      const { file, summary } = recordLeg(bothTracks(call), tracksOf(codec));
      const probed = await probe(file);
      assert.deepEqual(timesOf(probed, 'video'), every(40, startMs.video, frameCount));
      assert.deepEqual(timesOf(probed, 'audio'), every(20, startMs.audio - codecDelayMs, call.audio.length));
      const [sound, pictures] = probed.streams;
      assert.deepEqual([sound?.codec_name, sound?.nb_read_frames], ['opus', String(call.audio.length)]);
      assert.deepEqual([pictures?.codec_name, pictures?.nb_read_frames], [codec, String(frameCount)]);
      assert.deepEqual({ width: pictures?.width, height: pictures?.height }, picture);
      assert.equal(summary.video?.keyFrames, frameCount / framesPerKeyFrame);
      await decode(file);
    });

    test('wrapping numbers, disorder, repetition and padding change nothing of what is recorded', async () => {
      const expected = await contentOf(recordLeg(bothTracks(call), tracksOf(codec)).file);
      await fc.assert(
        fc.asyncProperty(mishaps, async (stream) => {
          const rough = (['audio', 'video'] as const).map((kind) =>
            numberedFrom(arriving(call, kind, startMs[kind]), 0xffe0, 0xffff_8000).flatMap((packet, index) =>
              index === 0 ? [packet] : befall(packet, next(stream)),
            ),
          );
          const { file, summary } = recordLeg(byArrival(...rough), tracksOf(codec));
          assert.deepEqual(await contentOf(file), expected);
          assert.equal(summary.video?.lost, 0);
        }),
        { numRuns: 10 },
      );
    });

    test('under loss exactly the frames that decode are in the file', async () => {
      const sound = arriving(call, 'audio', startMs.audio);
      const pictures = arriving(call, 'video', startMs.video);
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 99 })), async (chances) => {
          const kept = pictures.filter((_, index) => index === 0 || next(chances) >= 3);
          const { file } = recordLeg(byArrival(sound, kept), tracksOf(codec));
          const written = (await readBlocks(file))
            .filter((block) => block.track === 2)
            .map((block) => block.time);
          assert.deepEqual(written, decodable(pictures, new Set(kept)));
        }),
        { numRuns: 10 },
      );
    });

    test('a file recorded under loss decodes without an error', async () => {
      const kept = bothTracks(call).filter((_, index) => index % 40 !== 39);
      const { file, summary } = recordLeg(kept, tracksOf(codec));
      assert.ok((summary.video?.lost ?? 0) > 0);
      await decode(file);
    });

    test('the sidecar proves the file from the token on, and the summary tells its hashes', async () => {
      const { file, sidecar, summary } = recordLeg(bothTracks(call), tracksOf(codec));
      assert.deepEqual(await verifyChain([file], sidecar, token), {
        verdict: 'intact',
        head: summary.head,
        chunks: summary.chunks,
        bytes: file.length,
        unlinked: 0,
      });
      assert.equal(summary.sha256, createHash('sha256').update(file).digest('hex'));
    });
  });
}

const keyFrame = Buffer.from([0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]);
const interFrame = Buffer.from([0x10, 0x11]);
const soundFrame = Buffer.from([0xfc, 1, 2]);

const pictureAt = (ms: number, sequence: number, payload: Buffer): LegPacket => ({
  kind: 'video',
  arrival: openedAt + BigInt(ms) * 1_000_000n,
  bytes: rtpPacket({ payloadType: payloadTypes.video, marker: true, sequence, timestamp: ms * 90, payload }),
});

const soundAt = (ms: number, payloadType: number = payloadTypes.audio): LegPacket => ({
  kind: 'audio',
  arrival: openedAt + BigInt(ms) * 1_000_000n,
  bytes: rtpPacket({ payloadType, sequence: ms / 20, timestamp: ms * 48, payload: soundFrame }),
});

const voiceOnly: LegTracks = { audio: { payloadType: payloadTypes.audio } };

test('a leg into which nothing came is no file', () => {
  const { file, summary } = recordLeg([], tracksOf('vp8'));
  assert.equal(file.length, 0);
  assert.equal(summary.chunks, 0);
  assert.equal(summary.head, createHash('sha256').update(token).digest('hex'));
});

test('packets of other payload types, as of a bandwidth probe, are not recorded', () => {
  const { file, summary } = recordLeg([soundAt(20, 127)], voiceOnly);
  assert.equal(file.length, 0);
  assert.equal(summary.audio?.packets, 0);
});

test('a key frame is asked for on loss, at most once a second, until one comes', () => {
  const inter = every(100, 200, 25).map((ms, index) => pictureAt(ms, index + 2, interFrame));
  const lossy = [pictureAt(0, 0, keyFrame), ...inter];
  assert.equal(recordLeg(lossy, tracksOf('vp8')).keyFrameRequests, 3);
  const whole = [
    pictureAt(0, 0, keyFrame),
    ...inter.map((_, index) => pictureAt(100 + index, index + 1, interFrame)),
  ];
  assert.equal(recordLeg(whole, tracksOf('vp8')).keyFrameRequests, 0);
});

test('a key frame is asked for every ten seconds, so that a player can seek', () => {
  const packets = every(50, 0, 300).map((ms, index) =>
    pictureAt(ms, index, index % 210 === 0 ? keyFrame : interFrame),
  );
  assert.equal(recordLeg(packets, tracksOf('vp8')).keyFrameRequests, 1);
});

test('sound is recorded at once when no picture comes', async () => {
  const { file, summary } = recordLeg(
    every(20, 0, 100).map((ms) => soundAt(ms)),
    tracksOf('vp8'),
  );
  assert.equal((await readBlocks(file)).length, 100);
  assert.equal(summary.video?.firstTime, undefined);
});

test('sound that waited for a lost packet is recorded in time although only pictures follow', async () => {
  const broken = [0, 20, 60, 80].map((ms) => soundAt(ms));
  const pictures = every(40, 0, 20).map((ms, index) =>
    pictureAt(ms, index, index === 0 ? keyFrame : interFrame),
  );
  const { file } = recordLeg(byArrival(broken, pictures), tracksOf('vp8'));
  const order = (await readBlocks(file)).map(
    ({ track, time }) => `${track === 1 ? 'sound' : 'picture'} ${time}`,
  );
  assert.ok(order.indexOf('sound 80') > order.indexOf('picture 320'));
  assert.ok(order.indexOf('sound 80') < order.indexOf('picture 400'));
});

test('what waits for its cluster is written by the tick when packets cease', () => {
  const chunks: Uint8Array[] = [];
  const append = (chunk: Uint8Array): number => chunks.push(chunk);
  const writer = openLegWriter({
    tracks: voiceOnly,
    openedAt,
    token,
    append,
    requestKeyFrame: () => undefined,
  });
  writer.write(soundAt(20));
  writer.tick(openedAt + 1_019_000_000n);
  assert.equal(chunks.length, 0);
  writer.tick(openedAt + 1_020_000_000n);
  assert.equal(chunks.length, 2);
});

test('a sealed leg takes nothing more and is sealed again without effect', () => {
  const chunks: Uint8Array[] = [];
  const append = (chunk: Uint8Array): number => chunks.push(chunk);
  const writer = openLegWriter({
    tracks: voiceOnly,
    openedAt,
    token,
    append,
    requestKeyFrame: () => undefined,
  });
  writer.write(soundAt(20));
  const summary = writer.seal();
  writer.write(soundAt(40));
  assert.deepEqual(writer.seal(), summary);
  assert.equal(chunks.length, 2);
});

test('a chunk that could not be appended does not count, and nothing is appended after it', () => {
  let appended = 0;
  const append = (): void => {
    appended += 1;
    if (appended === 3) throw new Error('The disk is full.');
  };
  const writer = openLegWriter({
    tracks: voiceOnly,
    openedAt,
    token,
    append,
    requestKeyFrame: () => undefined,
  });
  for (let ms = 0; ms < 2000; ms += 20) writer.write(soundAt(ms));
  const head = writer.stats().head;
  assert.throws(() => writer.write(soundAt(2000)), /full/);
  assert.equal(writer.seal().head, head);
  assert.equal(writer.stats().chunks, 2);
  assert.equal(appended, 3);
});
