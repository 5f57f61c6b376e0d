import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveCompany } from '../../examples/company/serve.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { Stage } from './stage.ts';
import { VisitorPage } from './visitor-page.ts';

const german = { locale: 'de-DE' } as const;

describe('what a visitor is told', () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it('when the page names a site that does not exist: that the chat is not set up', async () => {
    await withPage({ site: 'nowhere' }, async (visitor) => {
      await visitor.openChat();
      await visitor.page.getByText(visitor.words.errors.ERR_SITE_UNKNOWN).first().waitFor();
    });
  });

  it('when the page is of an origin that the site does not list: that the chat may not be used there', async () => {
    await withPage({}, async (visitor) => {
      await visitor.openChat();
      await visitor.page.getByText(visitor.words.errors.ERR_ORIGIN_NOT_ALLOWED).first().waitFor();
    });
  });

  it('when the browser keeps the camera back: what to do about it, and how to go on without', async () => {
    await withBrowser('refused', async (visitor) => {
      await inConversation(visitor, 'Mira Okafor');
      await visitor.button(visitor.words.videoCall).click();
      await visitor.page.getByText(visitor.callWords.problems.denied).waitFor();
      await visitor.button(visitor.callWords.checkAgain).waitFor();
      await visitor.button(visitor.callWords.cancel).click();
      await visitor.write('Dann eben so.');
      await visitor.message('Dann eben so.').waitFor();
    });
  });

  it('when there is no camera and no microphone: that one has to be connected', async () => {
    await withBrowser('none', async (visitor) => {
      await inConversation(visitor, 'Jonas Brandt');
      await visitor.button(visitor.words.voiceCall).click();
      await visitor.page.getByText(visitor.callWords.problems.missing).waitFor();
    });
  });

  it('when nobody has taken the conversation: nothing of calls, since nobody would answer', async () => {
    const visitor = await stage.visitor();
    await visitor.begin('Ida Lund');
    await visitor.write('Ist jemand da?');
    await visitor.page.getByText(visitor.words.sent).first().waitFor();
    assert.equal(await visitor.button(visitor.words.videoCall).count(), 0);
    assert.equal(await visitor.button(visitor.words.voiceCall).count(), 0);
  });

  it('when the call is taken in another window of the same visitor: that it is running there, and both show all messages', async () => {
    const { visitor, agent } = await stage.call('Vera Stein');
    const opening = visitor.page.waitForEvent('popup');
    await visitor.page.evaluate(() => void window.open(location.href));
    const second = new VisitorPage(await opening);
    await second.openChat();
    await agent.write('Sehen Sie das in beiden Fenstern?');
    for (const one of [visitor, second])
      await one.page.getByText('Sehen Sie das in beiden Fenstern?').first().waitFor({ state: 'attached' });
    await second.button(second.callWords.rejoin).click();
    await second.button(second.callWords.join).click();
    await second.page.getByText(second.words.errors.ERR_CALL_ELSEWHERE).waitFor();
    await visitor.plays();
  });

  async function inConversation(visitor: VisitorPage, name: string): Promise<void> {
    const agent = await stage.agent();
    await visitor.begin(name);
    await agent.accept(name);
    await visitor.button(visitor.words.videoCall).waitFor();
    await agent.page.context().close();
  }

  /** Another page of the company, at an address that the site does not list. */
  async function withPage(page: { readonly site?: string }, test: (visitor: VisitorPage) => Promise<void>) {
    const company = await serveCompany({ ...page, port: await freePort(), jawortUrl: stage.server.url });
    try {
      await test(await stage.visitor(german, undefined, company.url));
    } finally {
      await company.close();
    }
  }

  async function withBrowser(
    devices: 'none' | 'refused',
    test: (visitor: VisitorPage) => Promise<void>,
  ): Promise<void> {
    const browser = await launchChromium(devices);
    try {
      const page = await (await browser.newContext(german)).newPage();
      await page.goto(stage.company.url);
      await test(new VisitorPage(page));
    } finally {
      await browser.close();
    }
  }
});
