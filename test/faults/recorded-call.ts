import type { SegmentId } from '@jawort/shared/domain/ids';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { dirname, join } from 'node:path';
import { segmentFolder } from '../../server/recording/recorder/segment-folder.ts';
import { BrowserMedia } from '../support/browser-media.ts';
import { probe } from '../support/decoded-media.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../support/server.ts';
import type { Caller } from './caller.ts';
import { eventually } from '../support/eventually.ts';
import { bodiesOf, readEvidence, recordedFiles } from '../support/evidence.ts';
import { Meeting } from './meeting.ts';

export type RecordedCallOptions = TestServerOptions & {
  /** Gives the address by which the visitor reaches the server; by default the server's own. */
  readonly way?: (url: string) => Promise<string>;
};

/** A real server on which a visitor and an agent talk to each other with real sound and picture, and are recorded. */
export class RecordedCall {
  server: TestServer;
  readonly meeting: Meeting;
  readonly #media: BrowserMedia;

  private constructor(server: TestServer, meeting: Meeting, media: BrowserMedia) {
    this.server = server;
    this.meeting = meeting;
    this.#media = media;
  }

  /** Resolves when both are recorded. */
  static async start({ way, ...options }: RecordedCallOptions = {}): Promise<RecordedCall> {
    const [server, media] = [await startTestServer(options), await BrowserMedia.launch()];
    const { party, door } = await server.signIn();
    party.close();
    const meeting = await Meeting.start(server, door, await way?.(server.url));
    const call = new RecordedCall(server, meeting, media);
    await call.join(...meeting.both);
    await meeting.agree();
    await call.recorded();
    return call;
  }

  /** Joins and sends. */
  async join(...callers: readonly Caller[]): Promise<void> {
    for (const one of callers) await this.#media.send(one.party, one.at, await one.join());
  }

  /** Ends the server without giving it a word; resolves when it runs again on the same data. */
  async restart(): Promise<void> {
    await this.server.kill();
    this.server = await this.server.restart({ PORT: new URL(this.server.url).port });
  }

  async events(): Promise<readonly VerifiedEvent[]> {
    return (await readEvidence(this.server, this.meeting.at.conversation)).events;
  }

  /** Resolves with the segment in which all that is sent now is recorded, once sound and picture of both play from it. */
  recorded(): Promise<SegmentId> {
    return eventually(async () => {
      const segment = segmentOfAll(await this.events());
      return segment !== undefined && (await this.#plays(segment)) ? segment : undefined;
    });
  }

  /** Where a segment's files lie. */
  folderOf(segment: SegmentId): string {
    const { conversation } = this.meeting.at;
    return segmentFolder(join(this.server.dataFolder, 'recordings'), { conversation, segment });
  }

  async close(): Promise<void> {
    this.meeting.close();
    await this.#media.close();
    await this.server.close();
  }

  async #plays(segment: SegmentId): Promise<boolean> {
    const folder = this.folderOf(segment);
    const files = (await recordedFiles(this.server)).filter(
      (file) => dirname(file) === folder && file.endsWith('.webm'),
    );
    const playing = await Promise.all(files.map(plays));
    return playing.filter(Boolean).length === 2;
  }
}

function segmentOfAll(events: readonly VerifiedEvent[]): SegmentId | undefined {
  const added = events.findLast(({ body }) => body.type === 'media.added')?.seq ?? 0;
  return bodiesOf(events, 'recording.started').findLast(({ gate }) => gate >= added)?.segment;
}

/** Whether a file that is being written plays already. */
async function plays(file: string): Promise<boolean> {
  try {
    const { audio, video } = (await probe(file)).frames;
    return audio > 5 && video > 5;
  } catch {
    return false;
  }
}
