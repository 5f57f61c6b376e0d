import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentId, ConversationId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import type { RecordedSegment, Recordings, Timeline } from '@jawort/shared/protocol/http';
import type { Chain } from '../conversation/chain.ts';
import { JawortError } from '../error.ts';
import type { ConversationRecord, ConversationStore, EventStore } from '../ports/store.ts';
import type { PlayableView } from './playable-view.ts';
import { PlayableViews } from './playable-views.ts';
import { recordedSegments } from './recorded-segments.ts';

export type ArchiveParts = {
  readonly chain: Chain;
  readonly conversations: ConversationStore;
  readonly events: Pick<EventStore, 'withOpenCall'>;
  /** Folder of all recordings. */
  readonly recordings: string;
};

/** What lies in the store and in the recordings' folder, for the agents whose conversations it is of. */
export class Archive {
  readonly #parts: ArchiveParts;
  readonly #views = new PlayableViews();

  constructor(parts: ArchiveParts) {
    this.#parts = parts;
  }

  /** The verified events of a conversation. */
  async timeline(agent: AgentId, conversation: ConversationId): Promise<Timeline> {
    const record = await this.#expectOwn(agent, conversation);
    const events = await this.#parts.chain.read(conversation);
    return {
      conversation,
      participants: [...record.participants],
      entries: events.map(({ seq, at, hash, body }) => ({ seq, at, hash, body })),
    };
  }

  /** The segments of all conversations that an agent has taken, newest first. */
  async list(agent: AgentId): Promise<Recordings> {
    const records = await this.#parts.conversations.ofAgent(agent);
    // A recording has begun before anything of it lies on the disk (RG1).
    const running = new Set(await this.#parts.events.withOpenCall());
    const recorded = records.filter(({ id }) => running.has(id) || existsSync(this.#folder(id)));
    const lists = await Promise.all(recorded.map((record) => this.#segments(record)));
    return { recordings: lists.flat().sort((a, b) => b.startedAt.localeCompare(a.startedAt)) };
  }

  /** A party's file of a segment, as players want it. */
  async play(agent: AgentId, segment: SegmentId, party: ParticipantId): Promise<PlayableView> {
    const records = await this.#parts.conversations.ofAgent(agent);
    const paths = records.map(({ id }) => join(this.#folder(id), segment, `${party}.webm`));
    const path = paths.find((one) => existsSync(one));
    const view = path === undefined ? undefined : await this.#views.open(path);
    if (view) return view;
    throw new JawortError('ERR_NOT_FOUND', 'There is no such recording.');
  }

  async #segments(record: ConversationRecord): Promise<readonly RecordedSegment[]> {
    const events = await this.#parts.chain.read(record.id);
    return recordedSegments(record, events, this.#folder(record.id));
  }

  #folder(conversation: ConversationId): string {
    return join(this.#parts.recordings, conversation);
  }

  async #expectOwn(agent: AgentId, conversation: ConversationId): Promise<ConversationRecord> {
    const record = await this.#parts.conversations.find(conversation);
    if (record?.agent?.id === agent) return record;
    throw new JawortError('ERR_NOT_FOUND', 'There is no such conversation.');
  }
}
