import type { Recording } from '@jawort/shared/domain/records';
import { makePerson } from './consents.ts';
import { LoopbackMedia } from './loopback-media.ts';
import { GuardedScribe, openStage } from './recording-stage.ts';
import { toConsents, type Step, type Who } from './steps.ts';
import { Story } from './story.ts';

/** A call of two who talk, recorded by the real recorder over loopback UDP. */
export async function openRecordedCall(stage?: Partial<Parameters<typeof openStage>[0]>) {
  const media = new LoopbackMedia();
  const opened = await openStage({ media, ...stage });
  const scribe = new GuardedScribe(opened);
  const people = await Promise.all((['visitor', 'agent', 'agent'] as const).map(makePerson));
  people.forEach(({ ref }, who) => media.add(who as Who, ref));
  const story = new Story(scribe, people, media.mediaOf);
  const { conversation } = scribe;
  const play = async (...steps: readonly Step[]) => {
    for (const step of steps)
      if (!(await story.play(step))) throw new Error(`${step.do} makes no sense here`);
  };
  return {
    ...{ stage: opened, media, story, people, conversation, play },
    playToConsents: () => play(...toConsents),
    consent: (...who: readonly Who[]) =>
      play(...who.map((one): Step => ({ do: 'give', who: one, flaw: 'none' }))),
    becomes: (state: Recording['state']) =>
      opened.news.until(() => opened.guard.state(conversation).state === state),
    bodies: async () => (await opened.chain.read(conversation)).map(({ body }) => body),
    close: async () => {
      await media.close();
      await opened.close();
    },
  };
}

export type RecordedCall = Awaited<ReturnType<typeof openRecordedCall>>;

/** Resolves when `count` more packets have been sent. */
export async function talkOn({ media }: { readonly media: LoopbackMedia }, count: number): Promise<void> {
  const [first, ...others] = media.talkers;
  if (!first) throw new Error('nobody talks');
  const sent = () => [first, ...others].reduce((sum, talker) => sum + talker.sent.length, 0);
  const target = sent() + count;
  while (sent() < target) await first.nextPacket();
}
