import { createHash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hash } from '@jawort/shared/crypto/hash';
import { ParticipantId } from '@jawort/shared/domain/ids';
import type { RecordedFile } from '@jawort/shared/events/event';
import * as v from 'valibot';
import { namesIn } from './names-in.ts';
import { verifyChain } from './recorder/verify-chain.ts';

/** What lies in a segment's folder; `intact` says whether all of it hangs together with its token. */
export type FolderSeal = { readonly files: readonly RecordedFile[]; readonly intact: boolean };

const fileName = /^(?<party>[0-9a-f-]{36})(?:-screen)?\.webm$/;

/**
 * Puts on disk and hashes what a recorder left that could not end its segment itself. Nothing is repaired: the bytes are named as they
 * lie, and `token`, the hash the chain was started with, stands for a chain that does not hold.
 */
export async function sealFolder(folder: string, token: Hash): Promise<FolderSeal> {
  const names = (await namesIn(folder)).filter((name) => fileName.test(name)).sort();
  const seals = await Promise.all(names.map((name) => sealFile(folder, name, token)));
  return { files: seals.map(({ file }) => file), intact: seals.every(({ intact }) => intact) };
}

async function sealFile(folder: string, name: string, token: Hash) {
  const handle = await open(join(folder, name), 'r');
  try {
    await handle.sync();
    return await hashFile(handle, folder, name, token);
  } finally {
    await handle.close();
  }
}

async function hashFile(handle: FileHandle, folder: string, name: string, token: Hash) {
  const whole = createHash('sha256');
  let bytes = 0;
  async function* contents() {
    for await (const part of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      whole.update(part);
      bytes += part.length;
      yield part;
    }
  }
  const verdict = await verifyChain(contents(), await sidecarOf(folder, name), await tokenIn(folder));
  const chain = verdict.verdict === 'intact' ? hashOf(Buffer.from(verdict.head, 'hex')) : token;
  const file: RecordedFile = { party: partyOf(name), name, bytes, sha256: hashOf(whole.digest()), chain };
  return { file, intact: verdict.verdict === 'intact' };
}

function sidecarOf(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name.replace(/\.webm$/, '.chain')), 'utf8').catch(() => '');
}

function tokenIn(folder: string): Promise<Uint8Array> {
  return readFile(join(folder, 'gate.jws')).catch(() => new Uint8Array());
}

function partyOf(name: string): ParticipantId {
  return v.parse(ParticipantId, fileName.exec(name)?.groups?.['party']);
}

function hashOf(digest: Buffer): Hash {
  return `sha256-${digest.toString('base64url')}` as Hash;
}
