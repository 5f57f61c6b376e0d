import type { ConversationId, SegmentId } from '@jawort/shared/domain/ids';
import type { EventType } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { join } from 'node:path';
import { segmentFolder } from '../../server/recording/recorder/segment-folder.ts';
import { eventually } from '../support/eventually.ts';
import { readEvidence } from '../support/evidence.ts';
import type { RecordedConversation } from '../support/segments.ts';
import type { TestServer } from '../support/server.ts';

/** A conversation as it lies on the server's disk. */
export class Recorded implements RecordedConversation {
  readonly #server: TestServer;
  readonly #conversation: ConversationId;

  constructor(server: TestServer, conversation: ConversationId) {
    this.#server = server;
    this.#conversation = conversation;
  }

  async events(): Promise<readonly VerifiedEvent[]> {
    return (await readEvidence(this.#server, this.#conversation)).events;
  }

  folderOf(segment: SegmentId): string {
    const of = { conversation: this.#conversation, segment };
    return segmentFolder(join(this.#server.dataFolder, 'recordings'), of);
  }

  /** The nth event of a type, counted from 1, once it is there. */
  event<Type extends EventType>(type: Type, nth = 1): Promise<EventOf<Type>> {
    return eventually(async () => {
      const all = (await this.events()).filter((event): event is EventOf<Type> => event.body.type === type);
      return all[nth - 1];
    });
  }
}

type EventOf<Type extends EventType> = VerifiedEvent & { readonly body: { readonly type: Type } };
