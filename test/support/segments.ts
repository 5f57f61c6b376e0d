import type { SegmentId } from '@jawort/shared/domain/ids';
import type { EventBody } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probe, type Probe } from './decoded-media.ts';
import { eventually } from './eventually.ts';
import { bodiesOf } from './evidence.ts';

type Stopped = Extract<EventBody, { type: 'recording.stopped' }>;

/** A conversation whose chain and files can be read beside its server. */
export interface RecordedConversation {
  events(): Promise<readonly VerifiedEvent[]>;
  /** Where a segment's files lie. */
  folderOf(segment: SegmentId): string;
}

/** A segment as the chain tells of its end. */
export type SealedSegment = {
  /** Monotonic nanoseconds: time zero of its files. */
  readonly startedAt: bigint;
  readonly reason: Stopped['reason'];
  /** What the files of both hold. */
  readonly files: readonly Probe[];
};

/** Resolves when a segment is sealed; there have to be two files, the very ones that were sealed, and they have to play. */
export async function sealedSegment(call: RecordedConversation, segment: SegmentId): Promise<SealedSegment> {
  const stopped = await stopOf(call, segment);
  const started = (await call.events()).find(
    ({ body }) => body.type === 'recording.started' && body.segment === segment,
  );
  assert.equal(stopped.files.length, 2);
  const folder = call.folderOf(segment);
  const files = await Promise.all(stopped.files.map(({ name, sha256 }) => check(join(folder, name), sha256)));
  return { startedAt: BigInt(started?.mono ?? 0), reason: stopped.reason, files };
}

function stopOf(call: RecordedConversation, segment: SegmentId): Promise<Stopped> {
  return eventually(async () =>
    bodiesOf(await call.events(), 'recording.stopped').find((one) => one.segment === segment),
  );
}

async function check(path: string, hash: string): Promise<Probe> {
  const digest = createHash('sha256').update(await readFile(path));
  assert.equal(`sha256-${digest.digest('base64url')}`, hash, 'the file is not what was sealed');
  const found = await probe(path);
  assert.ok(found.frames.audio > 0 && found.frames.video > 0, 'the file holds no sound or no picture');
  return found;
}
