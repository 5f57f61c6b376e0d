import type { MediaId, ParticipantId } from '@jawort/shared/domain/ids';
import type { MediaRoom, MediaServer, TappedMedia } from '../../server/ports/media.ts';
import { makePerson } from './consents.ts';
import { payloadTypes } from './marked-rtp.ts';
import { GuardedScribe, openStage, type Stage } from './recording-stage.ts';
import { consented, type Source, type Who } from './steps.ts';
import { Story } from './story.ts';

/** What this process tells the test that started it. */
export type FromForeignMain =
  | { readonly type: 'tapped'; readonly target: number }
  | { readonly type: 'recording'; readonly recorder: number; readonly folder: string };

const notForTests = () => Promise.reject(new Error('not for these tests'));
const mediaOf = (who: Who, source: Source) =>
  `00000000-0000-4000-8000-00000000000${who * 2 + (source === 'camera' ? 1 : 0)}` as MediaId;

/** A server's main process with a recorded call, whose media comes from the test's own socket at `sender`. */
async function run(sender: number): Promise<void> {
  const people = await Promise.all((['visitor', 'agent'] as const).map(makePerson));
  const stage = await openStage({
    media: mediaFrom(
      sender,
      people.map(({ ref }) => ref),
    ),
  });
  const scribe = new GuardedScribe(stage);
  const story = new Story(scribe, people, mediaOf);
  for (const step of consented) await story.play(step);
  await stage.news.until(() => stage.guard.state(scribe.conversation).state === 'on');
  process.once('message', () => {
    void hangUp(stage, story);
  });
  tell({ type: 'recording', recorder: stage.guard.recorderPid ?? 0, folder: stage.folder });
}

async function hangUp(stage: Stage, story: Story): Promise<void> {
  await story.play({ do: 'end' });
  await stage.close();
  process.disconnect();
}

function mediaFrom(sender: number, parties: readonly ParticipantId[]): MediaServer {
  const legs = parties.flatMap((party, who) => [
    legOf(who as Who, party, 'microphone'),
    legOf(who as Who, party, 'camera'),
  ]);
  const room: MediaRoom = {
    rtpCapabilities: {},
    all: () => [],
    leave: () => undefined,
    closeMedia: () => undefined,
    close: () => undefined,
    ...{ join: notForTests, connect: notForTests, restartIce: notForTests, produce: notForTests },
    ...{ pause: notForTests, consume: notForTests, resume: notForTests },
    tap: async (target) => ({
      legs,
      port: sender,
      resume: async () => tell({ type: 'tapped', target }),
      requestKeyFrame: async () => undefined,
      close: () => undefined,
    }),
  };
  return {
    open: () => Promise.resolve(room),
    find: () => room,
    onLost: () => undefined,
    close: () => Promise.resolve(),
  };
}

function legOf(who: Who, party: ParticipantId, source: Source): TappedMedia {
  const media = mediaOf(who, source);
  const ssrc = ssrcOf(who, source);
  return source === 'microphone'
    ? {
        media,
        party,
        source,
        ssrc,
        payloadType: payloadTypes.audio,
        mimeType: 'audio/opus',
        clockRate: 48_000,
        channels: 2,
      }
    : {
        media,
        party,
        source,
        ssrc,
        payloadType: payloadTypes.video,
        mimeType: 'video/VP8',
        clockRate: 90_000,
        channels: 1,
      };
}

function ssrcOf(who: Who, source: Source): number {
  return 1000 + who * 2 + (source === 'camera' ? 1 : 0);
}

function tell(message: FromForeignMain): void {
  process.send?.(message);
}

await run(Number(process.argv[2]));
