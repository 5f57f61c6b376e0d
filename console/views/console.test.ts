import { assert, expect, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Recording } from '@jawort/shared/domain/records';
import { html } from 'lit';
import type { ConsoleApi } from '../api/console-api.ts';
import { wordsOf } from '../locales/words.ts';
import { hrefOf } from '../route.ts';
import { active, at, conversationId, item, segmentId } from '../testing/builders.ts';
import { FakeAgent, FakeConversation, FakeSession } from '../testing/fake-clients.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { buttonOf, find, findAll, settled, show, textOf } from '../testing/stage.ts';
import type { JawortConsole } from './console.ts';
import './console.ts';

const words = wordsOf('de');
const waiting = [1, 2].map((n) => item(n, { state: 'waiting', waitingSince: at(0) }));

async function shown(api: Partial<ConsoleApi> = {}, agent = new FakeAgent({ waiting, own: [] })) {
  localStorage.setItem('jawort.console', JSON.stringify({ locale: 'de' }));
  const element = await show<JawortConsole>(
    html`<jawort-console .api=${fakeApi(api)} .connect=${() => agent}></jawort-console>`,
  );
  await new Promise(requestAnimationFrame);
  await settled(element);
  return { element, agent };
}

const on: Recording = { state: 'on', segment: segmentId(1), since: at(0), modalities: ['audio'] };

function inCall() {
  const client = new FakeConversation({ call: active });
  const session = new FakeSession();
  client.session = session;
  const own = [item(1, { call: 'active' }), item(2)];
  const agent = new FakeAgent({ waiting: [], own }, new Map([[conversationId(1), client]]));
  return { agent, client, session };
}

describe('the console', () => {
  afterEach(async () => {
    await setViewport({ width: 1280, height: 640 });
    location.hash = '';
    localStorage.clear();
  });

  it('asks who one is when there is no session', async () => {
    const { element } = await shown({ me: async () => null });
    assert.isTrue(find(element, 'console-login') !== null);
    await expect(element).to.be.accessible();
  });

  it('says when the server cannot be reached, and tries again', async () => {
    const { element } = await shown({ me: () => Promise.reject(new TypeError('no')) });
    expect(textOf(element)).to.include(words.login.offline);
    assert.isTrue(buttonOf(element, words.retry) !== null);
  });

  it('says in the title of the page how many wait', async () => {
    const { element, agent } = await shown();
    assert.equal(document.title, words.title.waiting(2));
    agent.update({ inbox: { waiting: [], own: [] } });
    await settled(element);
    assert.equal(document.title, words.title.none);
  });

  it('says in the title of the page, on every page, that somebody calls', async () => {
    const { element, agent } = await shown();
    location.hash = '#/recordings';
    agent.update({ inbox: { waiting: [], own: [item(1, { call: 'ringing' })] } });
    await settled(element);
    assert.equal(document.title, words.title.ringing);
    expect(textOf(element)).to.include(words.bar.ringing);
  });

  it('is accessible with the inbox open', async () => {
    const { element } = await shown();
    await expect(element).to.be.accessible();
  });

  it('says that the connection is gone and when it is tried again', async () => {
    const { element, agent } = await shown();
    agent.update({ connection: { state: 'offline', retryAt: null } });
    await settled(element);
    expect(textOf(element)).to.include(words.bar.offline);
  });

  it('goes back to the log-in when the session has ended', async () => {
    const { element, agent } = await shown();
    agent.update({ connection: { state: 'refused', error: { code: 'ERR_NOT_SIGNED_IN', message: '' } } });
    await settled(element);
    assert.isTrue(find(element, 'console-login') !== null);
  });

  it('signs out', async () => {
    let out = 0;
    const { element } = await shown({ logout: async () => void (out += 1) });
    buttonOf(element, words.bar.logout)?.click();
    await new Promise(requestAnimationFrame);
    await settled(element);
    assert.equal(out, 1);
    assert.isTrue(find(element, 'console-login') !== null);
  });

  it('asks in place before a call is ended by signing out, and hangs up before the session ends', async () => {
    const { agent, client, session } = inCall();
    const done: string[] = [];
    const { element } = await shown({ logout: async () => void done.push(...session.done, 'out') }, agent);
    for (const [recording, question] of [
      [{ state: 'off' }, words.bar.leaveCall],
      [on, words.bar.leaveRecording],
    ] as const satisfies readonly (readonly [Recording, string])[]) {
      client.update({ recording });
      buttonOf(element, words.bar.logout)?.click();
      await settled(element);
      assert.equal(find(element, '.ask p')?.textContent, question);
      await expect(element).to.be.accessible();
      buttonOf(element, words.bar.leaveNo)?.click();
      await settled(element);
      expect(textOf(element)).not.to.include(question);
    }
    assert.deepEqual(session.done, []);
    buttonOf(element, words.bar.logout)?.click();
    await settled(element);
    buttonOf(element, words.bar.leaveYes)?.click();
    await waitUntil(() => find(element, 'console-login') !== null);
    assert.deepEqual(done, ['hung up', 'out']);
  });

  it('shows at every moment whether a call is recorded, behind the recordings and behind the list too', async () => {
    const { agent, client } = inCall();
    location.hash = hrefOf({ page: 'conversations', conversation: conversationId(1) });
    const { element } = await shown({}, agent);
    const strips = () =>
      findAll(element, 'console-call-strip')
        .filter((one) => one.checkVisibility())
        .map(textOf);
    assert.deepEqual(strips(), []);
    for (const [width, route] of [
      [1280, { page: 'recordings', segment: null }],
      [1280, { page: 'conversations', conversation: conversationId(2) }],
      [320, { page: 'recordings', segment: null }],
      [320, { page: 'conversations', conversation: null }],
    ] as const) {
      await setViewport({ width, height: 640 });
      location.hash = hrefOf(route);
      await new Promise(requestAnimationFrame);
      client.update({ recording: { state: 'off' } });
      await settled(element);
      expect(strips().join()).to.include(words.consent.off);
      client.update({ recording: on });
      await settled(element);
      expect(strips().join()).to.include(words.consent.on).and.not.to.include(words.consent.off);
      assert.equal(find(element, '.recording.on circle')?.getAttribute('fill'), 'currentColor');
      await expect(element).to.be.accessible();
    }
  });

  it('lets a call be heard once, wherever one looks', async () => {
    const { agent } = inCall();
    location.hash = hrefOf({ page: 'conversations', conversation: conversationId(1) });
    const { element } = await shown({}, agent);
    for (const route of [
      { page: 'conversations', conversation: conversationId(1) },
      { page: 'recordings', segment: null },
      { page: 'conversations', conversation: conversationId(2) },
      { page: 'recordings', segment: null },
    ] as const) {
      location.hash = hrefOf(route);
      await new Promise(requestAnimationFrame);
      await settled(element);
      assert.lengthOf(findAll(element, 'console-live-media'), 1, JSON.stringify(route));
    }
  });

  it('shows its keys with ?, and hides them with Esc', async () => {
    const { element } = await shown();
    await sendKeys({ press: '?' });
    const dialog = find(element, 'dialog', HTMLDialogElement);
    assert.equal(dialog?.open, true);
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    assert.equal(dialog?.open, false);
  });

  it('speaks English on wish, and keeps to it', async () => {
    const { element } = await shown();
    buttonOf(element, words.bar.english)?.click();
    await settled(element);
    expect(textOf(element)).to.include(wordsOf('en').inbox.waiting);
    assert.equal(document.documentElement.lang, 'en');
    expect(localStorage.getItem('jawort.console')).to.include('"locale":"en"');
  });

  it('makes no sound unless it is asked to', async () => {
    const { element } = await shown();
    assert.equal(buttonOf(element, words.bar.soundOff)?.ariaPressed, 'false');
  });
});
