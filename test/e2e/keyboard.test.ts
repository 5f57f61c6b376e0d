import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from './stage.ts';

describe('[PE2] a visitor and an agent who have a keyboard and no mouse', () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it('chat, call, consent and withdraw', async () => {
    const [visitor, agent] = await Promise.all([stage.visitor(), stage.agent()]);
    await press(visitor.page, visitor.words.launcher);
    await visitor.button(visitor.words.start).waitFor();
    await press(visitor.page, visitor.words.start);
    await visitor.composer.waitFor();
    await visitor.page.keyboard.type('Guten Tag');
    await visitor.page.keyboard.press('Enter');
    await agent.page.getByText('Guten Tag').first().waitFor();
    await agent.page.keyboard.press('j');
    await press(agent.page, agent.words.conversation.accept);
    await agent.composer.waitFor();
    await press(agent.page, agent.words.conversation.video);
    await press(visitor.page, visitor.callWords.acceptVideo);
    await press(visitor.page, visitor.callWords.join);
    await Promise.all([visitor.plays(), agent.plays()]);
    await press(agent.page, agent.words.consent.ask);
    for (const [page, all, yes] of [
      [agent.page, 'Alles', 'Ja'],
      [visitor.page, 'Alles', 'Ja'],
    ] as const) {
      await press(page, all);
      await press(page, yes);
    }
    await visitor.recordingSign('recording').waitFor();
    await press(visitor.page, visitor.callWords.withdraw);
    await visitor.recordingSign('not recording').waitFor();
    await press(visitor.page, visitor.callWords.leave);
    await visitor.composer.waitFor();
  });
});

/** Goes on with Tab until the keyboard is at the button of that name, and presses it. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().waitFor();
  for (let tabs = 0; tabs < 80; tabs++) {
    if ((await focusedName(page)) === name) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to "${name}"`);
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    return element.ariaLabel ?? element.innerText.trim();
  });
}
