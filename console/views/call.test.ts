import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Locale } from '@jawort/shared/domain/records';
import { DeviceUnavailable } from '@jawort/widget/core/call/device-unavailable';
import type {
  CallState,
  ConversationActions,
  ConversationState,
  DeviceProblem,
} from '@jawort/widget/core/types';
import { html } from 'lit';
import { PlaybackBlocked } from '../events/playback-blocked.ts';
import { wordsOf } from '../locales/words.ts';
import { active, agent, conversationState, ringing } from '../testing/builders.ts';
import { FakeSession } from '../testing/fake-clients.ts';
import { buttonOf, find, settled, show, textOf } from '../testing/stage.ts';
import type { ConsoleCall } from './call.ts';
import './call.ts';

const words = wordsOf('de');

async function shown(
  call: ConversationState['call'],
  session: FakeSession | null = null,
  actions: ConversationActions = {},
  locale: Locale = 'de',
): Promise<ConsoleCall> {
  return show<ConsoleCall>(
    html`<console-call
      .locale=${locale}
      .state=${conversationState({ call })}
      .actions=${actions}
      .session=${session}
    ></console-call>`,
  );
}

const inCall = async (change: Partial<CallState> = {}) => {
  const session = new FakeSession(change);
  return { session, element: await shown(active, session) };
};

describe('a call', () => {
  it('that rings is told with its name, and can be answered or declined', async () => {
    const done: string[] = [];
    const session = new FakeSession();
    const element = await shown(ringing, null, {
      joinCall: async () => (done.push('joined'), session),
      declineCall: async () => void done.push('declined'),
    });
    assert.equal(find(element, '[role=alert]')?.textContent, words.call.incomingVideo('Jana Köhler'));
    await expect(element).to.be.accessible();
    buttonOf(element, words.call.answer)?.click();
    await settled(element);
    buttonOf(element, words.call.decline)?.click();
    assert.deepEqual(done, ['joined', 'declined']);
  });

  it('says why it could not be joined', async () => {
    const element = await shown(ringing, null, { joinCall: () => Promise.reject(new TypeError('no')) });
    buttonOf(element, words.call.answer)?.click();
    await settled(element);
    await settled(element);
    expect(textOf(element)).to.include(words.anyError);
  });

  for (const locale of ['de', 'en'] as const)
    for (const problem of ['denied', 'missing', 'insecure-origin'] as const)
      it(`says what to do about a device that keeps one out: ${problem}, ${locale}`, async () => {
        const { problems, call } = wordsOf(locale);
        const joinCall = () => Promise.reject(new DeviceUnavailable(problem));
        for (const [running, press] of [
          [ringing, call.answer],
          [ringing, call.answerVoice],
          [active, call.rejoin],
        ] as const) {
          const element = await shown(running, null, { joinCall }, locale);
          buttonOf(element, press)?.click();
          await settled(element);
          await settled(element);
          assert.equal(find(element, '.error')?.textContent, problems[problem]);
          await expect(element).to.be.accessible();
        }
      });

  it('of one’s own rings with a way to cancel', async () => {
    const session = new FakeSession();
    const element = await shown({ ...ringing, by: agent }, session);
    expect(textOf(element)).to.include(words.call.calling('Jana Köhler'));
    await expect(element).to.be.accessible();
    buttonOf(element, words.call.cancel)?.click();
    assert.deepEqual(session.done, ['hung up']);
  });

  it('that goes on without me can be returned to', async () => {
    const element = await shown(active, null, { joinCall: () => Promise.reject(new TypeError('no')) });
    expect(textOf(element)).to.include(words.call.rejoinHint);
    assert.isTrue(buttonOf(element, words.call.rejoin) !== null);
  });

  it('always shows whether it is recorded', async () => {
    for (const call of [ringing, active]) expect(textOf(await shown(call))).to.include(words.consent.off);
  });

  it('turns microphone and camera off and on, and the buttons say which', async () => {
    const { session, element } = await inCall();
    buttonOf(element, words.call.mute)?.click();
    buttonOf(element, words.call.cameraOff)?.click();
    await settled(element);
    assert.isTrue(buttonOf(element, words.call.unmute) !== null);
    assert.isTrue(buttonOf(element, words.call.cameraOn) !== null);
    buttonOf(element, words.call.hangUp)?.click();
    assert.deepEqual(session.done, ['muted true', 'camera false', 'hung up']);
    await expect(element).to.be.accessible();
  });

  it('says of every trouble with a device what to do', async () => {
    const problems: readonly DeviceProblem[] = [
      'denied',
      'missing',
      'in-use',
      'insecure-origin',
      'unsupported',
    ];
    for (const problem of problems) {
      const { element } = await inCall({ problem });
      expect(textOf(element)).to.include(words.problems[problem]);
    }
  });

  it('offers to turn the sound on when the browser holds it back', async () => {
    const { element } = await inCall();
    find(element, 'console-live-media')?.dispatchEvent(new PlaybackBlocked());
    await settled(element);
    expect(textOf(element)).to.include(words.call.blocked);
    await expect(element).to.be.accessible();
    buttonOf(element, words.call.hear)?.focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(textOf(element)).not.to.include(words.call.blocked);
  });
});
