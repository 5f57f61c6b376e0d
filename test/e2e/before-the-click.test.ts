import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from './stage.ts';

describe('a page that embeds the chat', () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it('[PE1] makes one request, for the loader, sets no cookie and stores nothing until the chat is opened', async () => {
    const asked: string[] = [];
    const visitor = await stage.visitor({ locale: 'de-DE' }, (page) => {
      page.on('request', (request) => asked.push(request.url()));
    });
    await visitor.button(visitor.words.launcher).waitFor();
    await visitor.page.waitForLoadState('networkidle');
    const ours = asked.filter((url) => url.startsWith(stage.server.url));
    assert.deepEqual(ours, [`${stage.server.url}/jawort.js`]);
    assert.deepEqual(await kept(visitor.page), {
      cookies: 0,
      local: 0,
      session: 0,
      databases: 0,
      caches: 0,
      workers: 0,
    });
    await visitor.openChat();
    await visitor.button(visitor.words.start).waitFor();
    assert.ok(asked.some((url) => url.includes('/widget/chat-')));
  });

  it('keeps to the strict content security policy that the documentation names', async () => {
    const complaints: string[] = [];
    const visitor = await stage.visitor({ locale: 'de-DE' }, (page) => {
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
    });
    await visitor.begin('Mira Okafor');
    await visitor.write('Guten Tag');
    await visitor.page.getByText(visitor.words.sent).first().waitFor();
    assert.deepEqual(complaints, []);
  });
});

async function kept(page: Page) {
  const inPage = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  return { cookies: (await page.context().cookies()).length, ...inPage };
}
