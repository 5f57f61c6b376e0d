import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Hash } from '@jawort/shared/crypto/hash';
import type { PublicKey } from '@jawort/shared/crypto/public-key';
import type { EventBody, EventType, StoredEvent } from '@jawort/shared/events/event';
import { verifyChain, type VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { join } from 'node:path';
import { openSqliteEventReader } from '../../server/adapters/sqlite/open-event-reader.ts';
import { filesBelow } from '../gate/written.ts';
import type { TestServer } from './server.ts';

/** A conversation's chain as it lies on the disk, verified by the keys that the server publishes. */
export type Evidence = {
  readonly stored: readonly StoredEvent[];
  readonly events: readonly VerifiedEvent[];
};

/** Reads it beside the server, as a stranger with read access would. */
export async function readEvidence(server: TestServer, conversation: ConversationId): Promise<Evidence> {
  const keys = await publishedKeys(server.url);
  const reader = openSqliteEventReader(join(server.dataFolder, 'jawort.db'));
  try {
    const stored = await reader.read(conversation);
    return { stored, events: await verifyChain(conversation, stored, keys) };
  } finally {
    await reader.close();
  }
}

/** The events of one type, in order. */
export function bodiesOf<Type extends EventType>(events: readonly VerifiedEvent[], type: Type) {
  return events
    .map(({ body }) => body)
    .filter((body): body is Extract<EventBody, { type: Type }> => body.type === type);
}

/** Everything that lies in the folder of recordings, as paths. */
export function recordedFiles({ dataFolder }: TestServer): Promise<readonly string[]> {
  return filesBelow(join(dataFolder, 'recordings'));
}

async function publishedKeys(url: string): Promise<ReadonlyMap<Hash, PublicKey>> {
  const response = await fetch(`${url}/api/keys`);
  const { keys } = (await response.json()) as { keys: readonly (PublicKey & { kid: Hash })[] };
  return new Map(keys.map(({ kid, kty, crv, x, y }) => [kid, { kty, crv, x, y }]));
}
