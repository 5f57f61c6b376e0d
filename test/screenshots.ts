import type { Locale } from '@jawort/shared/domain/records';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { AgentPage } from './e2e/agent-page.ts';
import { Stage, type Browsing } from './e2e/stage.ts';
import type { VisitorPage } from './e2e/visitor-page.ts';
import { portraits } from './support/portraits.ts';
import { until } from './support/until.ts';

/* Takes the pictures of docs/screenshots from a real call: `npm run screenshots -- [--dark] [--out FOLDER]`. */

const widths = [320, 1280] as const;
const locales: readonly Locale[] = ['de', 'en'];
const { values } = parseArgs({
  options: {
    dark: { type: 'boolean', default: false },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'screenshots') },
  },
});

/** What two people say to each other. */
const talk: Readonly<Record<Locale, readonly [ask: string, answer: string, thanks: string]>> = {
  de: [
    'Guten Tag, ist die Ausbildung Mechatronik ab September noch frei?',
    'Guten Tag, Frau Okafor. Ja, zwei Plätze. Wollen wir kurz per Video sprechen?',
    'Sehr gern.',
  ],
  en: [
    'Hello, is the mechatronics apprenticeship from September still open?',
    'Hello, Ms Okafor. Yes, two places. Shall we have a short video call?',
    'I would like that.',
  ],
};

/** One visit from the first click to the receipt, in one language and width. */
async function picture(locale: Locale, width: number): Promise<void> {
  const browsing: Browsing = {
    locale: locale === 'de' ? 'de-DE' : 'en-GB',
    colorScheme: values.dark ? 'dark' : 'light',
    viewport: { width, height: width < 480 ? 640 : 800 },
  };
  const stage = await Stage.open({ media: portraits });
  try {
    await new Visit(stage, browsing, `${locale}-${width}`).play(talk[locale]);
  } finally {
    await stage.close();
  }
}

class Visit {
  readonly #stage: Stage;
  readonly #browsing: Browsing;
  readonly #suffix: string;

  constructor(stage: Stage, browsing: Browsing, suffix: string) {
    this.#stage = stage;
    this.#browsing = browsing;
    this.#suffix = suffix;
  }

  async play([ask, answer, thanks]: readonly [string, string, string]): Promise<void> {
    const visitor = await this.#stage.visitor(this.#browsing);
    await this.#welcome(visitor);
    const agent = await this.#stage.agent(this.#browsing);
    await this.#take(agent.page, 'console-empty');
    await visitor.page.getByRole('radio').last().check();
    await visitor.button(visitor.words.start).click();
    await visitor.write(ask);
    await agent.page.getByText(ask).first().waitFor();
    await this.#take(agent.page, 'console-inbox');
    await agent.accept('Mira Okafor');
    await agent.write(answer);
    await visitor.write(thanks);
    await agent.message(thanks).waitFor();
    await this.#take(visitor.page, 'widget-chat');
    await this.#take(agent.page, 'console-chat');
    await this.#call(visitor, agent);
  }

  async #welcome(visitor: VisitorPage): Promise<void> {
    await visitor.page.getByRole('button', { name: visitor.words.launcher }).waitFor();
    await this.#take(visitor.page, 'widget-launcher');
    await visitor.openChat();
    await visitor.page.getByRole('textbox', { name: visitor.words.name }).fill('Mira Okafor');
    await this.#take(visitor.page, 'widget-nobody-online');
  }

  async #call(visitor: VisitorPage, agent: AgentPage): Promise<void> {
    await agent.startVideo();
    await visitor.button(visitor.callWords.acceptVideo).waitFor();
    await this.#take(visitor.page, 'widget-ringing');
    await this.#take(agent.page, 'console-ringing');
    await visitor.button(visitor.callWords.acceptVideo).click();
    await visitor.button(visitor.callWords.join).waitFor();
    await settled(visitor.page);
    await this.#take(visitor.page, 'widget-device-check');
    await visitor.button(visitor.callWords.join).click();
    await visitor.page.getByLabel(visitor.callWords.picture('Ayşe Yılmaz')).waitFor();
    await settled(visitor.page);
    await this.#take(visitor.page, 'widget-call');
    await this.#record(visitor, agent);
  }

  async #record(visitor: VisitorPage, agent: AgentPage): Promise<void> {
    await agent.askForRecording();
    await visitor.question.getByRole('checkbox').first().waitFor();
    await this.#take(visitor.page, 'widget-consent');
    await this.#take(agent.page, 'console-consent');
    await Promise.all([visitor.consent(), agent.consent()]);
    await Promise.all([
      visitor.recordingSign('recording').waitFor(),
      agent.recordingSign('recording').waitFor(),
    ]);
    await agent.page
      .getByText(/^0:0[4-9]$/)
      .first()
      .waitFor();
    await this.#take(visitor.page, 'widget-recording');
    await this.#take(agent.page, 'console-recording');
    await visitor.withdraw();
    await this.#stage.recorded(agent).event('recording.stopped');
    await visitor.page.getByText(visitor.callWords.noConsent).waitFor();
    await this.#take(visitor.page, 'widget-withdrawn');
    await visitor.hangUp();
    await visitor.composer.waitFor();
    await this.#take(visitor.page, 'widget-receipt');
    await agent.openRecordings();
    const recording = agent.page.getByRole('link', { name: /Mira Okafor/ }).first();
    await recording.waitFor();
    await recording.click();
    await agent.button(agent.words.player.play).click();
    await agent.page
      .locator('console-player')
      .getByText(/^0:0[2-9]/)
      .waitFor();
    await this.#take(agent.page, 'console-player');
  }

  async #take(page: Page, name: string): Promise<void> {
    await page.evaluate(async () => {
      await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
    });
    await page.screenshot({ path: join(values.out, `${name}-${this.#suffix}.png`), animations: 'disabled' });
  }
}

/** Resolves when every video in the page has shown something. */
function settled(page: Page): Promise<void> {
  return until(() =>
    page
      .locator('video')
      .evaluateAll((videos: HTMLVideoElement[]) =>
        videos.every(({ readyState }) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA),
      ),
  );
}

await mkdir(values.out, { recursive: true });
for (const locale of locales) for (const width of widths) await picture(locale, width);
