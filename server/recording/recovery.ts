import { readdir, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ConversationId } from '@jawort/shared/domain/ids';
import type { EventBody } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import * as v from 'valibot';
import type { Chain } from '../conversation/chain.ts';
import { segmentFolder } from './recorder/segment-folder.ts';
import { sealFolder } from './seal-folder.ts';

type Started = Extract<EventBody, { type: 'recording.started' }>;

/** Something that a person has to look at; the server runs on. */
export type Report = (problem: string, details: Readonly<Record<string, unknown>>) => void;

export type RecoveryParts = {
  readonly chain: Chain;
  /** Conversations whose call had not ended. */
  readonly withOpenCall: () => Promise<readonly ConversationId[]>;
  readonly recordings: string;
  readonly report: Report;
};

/** Seals as interrupted whatever a former process began to record and did not end. Call before anybody can connect. */
export async function recoverRecordings(parts: RecoveryParts): Promise<void> {
  const inStore = await parts.withOpenCall();
  const onDisk = (await foldersIn(parts.recordings)).filter((name) => v.is(ConversationId, name));
  for (const conversation of new Set([...inStore, ...onDisk.map((name) => v.parse(ConversationId, name))]))
    await recoverConversation(conversation, parts);
}

async function recoverConversation(conversation: ConversationId, parts: RecoveryParts): Promise<void> {
  try {
    const events = await parts.chain.read(conversation);
    for (const started of unsealed(events)) await sealInterrupted(conversation, started, parts);
    await reportStrangers(conversation, events, parts);
  } catch (error) {
    const detail = String(error);
    parts.report('a conversation with recordings could not be read', { conversation, detail });
  }
}

/** Segments that the chain says were started, and not that they were stopped. */
function unsealed(events: readonly VerifiedEvent[]): readonly Started[] {
  const bodies = events.map(({ body }) => body);
  const stopped = new Set(bodies.flatMap((body) => (body.type === 'recording.stopped' ? body.segment : [])));
  return bodies.filter(
    (body): body is Started => body.type === 'recording.started' && !stopped.has(body.segment),
  );
}

async function sealInterrupted(
  conversation: ConversationId,
  { call, segment, token }: Started,
  { chain, recordings, report }: RecoveryParts,
): Promise<void> {
  const { files, intact } = await sealFolder(segmentFolder(recordings, { conversation, segment }), token);
  if (!intact) report('a recording does not agree with its hash chain', { conversation, segment });
  const reason = intact ? 'interrupted' : 'failed';
  await chain.append(conversation, { type: 'recording.stopped', call, segment, reason, files: [...files] });
}

// Media that no event speaks of is never hidden; only a folder without any is tidied up.
async function reportStrangers(
  conversation: ConversationId,
  events: readonly VerifiedEvent[],
  { recordings, report }: RecoveryParts,
): Promise<void> {
  const known = new Set<string>(
    events.flatMap(({ body }) => (body.type === 'recording.started' ? body.segment : [])),
  );
  const folder = join(recordings, conversation);
  for (const segment of await foldersIn(folder)) {
    if (known.has(segment)) continue;
    const bytes = await mediaBytes(join(folder, segment));
    report('a recording that no event speaks of', { conversation, segment, bytes });
    if (bytes === 0) await removeFolder(join(folder, segment));
  }
}

async function mediaBytes(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name !== 'gate.jws');
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function removeFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await unlink(join(folder, name));
  await rmdir(folder);
}

async function foldersIn(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
