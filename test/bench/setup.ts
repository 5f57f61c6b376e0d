import type { Locator, Page } from 'playwright-core';
import { Stage } from '../e2e/stage.ts';
import { launchChromium } from '../support/chromium.ts';
import { percentile, type Bench } from './bench.ts';
import { twoTabs } from './two-tabs.ts';

const rounds = 9;

/** How long a visitor who has accepted a call looks at nothing. */
export const setup: Bench = {
  name: 'setup',
  about: 'From accepting a call to the first frame of the other side, beside two tabs without a server.',
  run: async () => {
    const stage = await Stage.open();
    try {
      const ours = await measureCalls(stage);
      const floor = await measureTabs(stage.company.url);
      return [0.5, 0.9].map((share) => ({
        name: `first-frame-p${share * 100}`,
        value: percentile(ours, share),
        unit: 'ms',
        against: { name: 'two tabs', value: percentile(floor, share) },
      }));
    } finally {
      await stage.close();
    }
  },
};

async function measureCalls(stage: Stage): Promise<readonly number[]> {
  const [visitor, agent] = await Promise.all([stage.visitor(), stage.agent()]);
  const times: number[] = [];
  await visitor.begin('Mira Okafor');
  await agent.accept('Mira Okafor');
  for (let round = 0; round < rounds; round++) {
    await agent.startVideo();
    await visitor.button(visitor.callWords.acceptVideo).click();
    const join = visitor.button(visitor.callWords.join);
    await join.waitFor();
    times.push(await firstFrameAfterPress(visitor.page, join));
    await visitor.hangUp();
    await agent.button(agent.words.conversation.video).waitFor();
  }
  return times;
}

async function measureTabs(url: string): Promise<readonly number[]> {
  const browser = await launchChromium();
  try {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await twoTabs(browser, url));
    return times;
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the press on "join" to the first frame of the other side, both taken in the page. */
async function firstFrameAfterPress(page: Page, join: Locator): Promise<number> {
  const elapsed = page.evaluate(watchForFrame);
  await join.click();
  return elapsed;
}

// Runs in the page, so it can use nothing of this file.
async function watchForFrame(): Promise<number> {
  const within = (root: Document | ShadowRoot): HTMLVideoElement[] =>
    [...root.querySelectorAll('*')].flatMap((one) => [
      ...(one instanceof HTMLVideoElement && one.className === 'camera' ? [one] : []),
      ...(one.shadowRoot ? within(one.shadowRoot) : []),
    ]);
  const pressed = await new Promise<number>((resolve) => {
    window.addEventListener(
      'click',
      () => {
        resolve(performance.now());
      },
      { capture: true, once: true },
    );
  });
  let [video] = within(document);
  while (!video) {
    await new Promise(requestAnimationFrame);
    [video] = within(document);
  }
  const shown = video;
  return new Promise((resolve) => {
    shown.requestVideoFrameCallback((now) => {
      resolve(now - pressed);
    });
  });
}
