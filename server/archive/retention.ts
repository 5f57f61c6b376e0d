import { rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ConversationId, type SegmentId } from '@jawort/shared/domain/ids';
import type { EventBody } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { gate } from '@jawort/shared/gate/gate';
import * as v from 'valibot';
import { endOfDuration } from '../consent/notices/duration.ts';
import type { Chain } from '../conversation/chain.ts';
import type { Cancel, Clock } from '../ports/clock.ts';
import { namesIn } from '../recording/names-in.ts';
import { segmentFolder } from '../recording/recorder/segment-folder.ts';

export type RetentionParts = {
  readonly chain: Chain;
  readonly clock: Clock;
  /** Folder of all recordings. */
  readonly recordings: string;
  readonly onProblem: (what: string, error: unknown) => void;
};

type Started = Extract<EventBody, { type: 'recording.started' }>;

const everyMs = 6 * 60 * 60 * 1000;

/** Deletes recordings when the time is over that was named to those who consented: the notice says so. */
export class Retention {
  readonly #parts: RetentionParts;
  #cancel: Cancel = () => undefined;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Looks now and four times a day. */
  start(): void {
    this.#cancel = this.#parts.clock.after(everyMs, () => {
      this.start();
    });
    this.sweep().catch((error: unknown) => {
      this.#parts.onProblem('recordings whose time is over could not be deleted', error);
    });
  }

  stop(): void {
    this.#cancel();
  }

  /** Resolves when everything has been looked at; what fails is told and tried again at the next look. */
  async sweep(): Promise<void> {
    for (const name of await namesIn(this.#parts.recordings)) {
      const conversation = v.safeParse(ConversationId, name);
      if (conversation.success) await this.#sweepConversation(conversation.output);
    }
  }

  async #sweepConversation(conversation: ConversationId): Promise<void> {
    try {
      const events = await this.#parts.chain.read(conversation);
      for (const started of overdue(events, this.#parts.clock.now()))
        await this.#delete(conversation, started);
    } catch (error) {
      this.#parts.onProblem('a recording whose time is over could not be deleted', error);
    }
  }

  // The folder goes last, so that a sweep cut short is found and finished by the next one.
  async #delete(conversation: ConversationId, { call, segment }: Started): Promise<void> {
    const { chain, recordings } = this.#parts;
    const folder = segmentFolder(recordings, { conversation, segment });
    for (const name of await namesIn(folder)) if (name !== 'gate.jws') await unlink(join(folder, name));
    const body = { type: 'recording.deleted', call, segment, reason: 'retention' } as const;
    await chain.appendUnless(conversation, body, (event) => isDeletion(event, segment));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Segments that have ended and whose time is over. */
function overdue(events: readonly VerifiedEvent[], now: Date): readonly Started[] {
  return events.flatMap(({ body }) => {
    if (body.type !== 'recording.started' || events.some((one) => isDeletion(one.body, body.segment)))
      return [];
    const until = keptUntil(events, body);
    return until && until < now ? [body] : [];
  });
}

/** The shortest time that any of its consents names, from its end on; `null` while it is being recorded. */
function keptUntil(events: readonly VerifiedEvent[], { gate: seq, segment }: Started): Date | null {
  const stopped = events.find(({ body }) => body.type === 'recording.stopped' && body.segment === segment);
  const open = gate(events.slice(0, seq));
  if (!stopped || open.state !== 'open') return null;
  const ends = events.flatMap(({ hash, statement }) =>
    open.consents.includes(hash) && statement?.type === 'consent.given'
      ? [endOfDuration(new Date(stopped.at), statement.retention)]
      : [],
  );
  return ends.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

function isDeletion(body: EventBody, segment: SegmentId): boolean {
  return body.type === 'recording.deleted' && body.segment === segment;
}
