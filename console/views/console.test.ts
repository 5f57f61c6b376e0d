import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { ConsoleApi } from '../api/console-api.ts';
import { wordsOf } from '../locales/words.ts';
import { at, item } from '../testing/builders.ts';
import { FakeAgent } from '../testing/fake-clients.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { buttonOf, find, settled, show, textOf } from '../testing/stage.ts';
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

describe('the console', () => {
  afterEach(() => {
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
