import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Locale } from '@jawort/shared/domain/records';
import type { Locator, Page } from 'playwright-core';
import { wordsOf } from '../../console/locales/words.ts';
import { visitorMedia } from '../support/known-media.ts';
import type { Account } from '../support/server.ts';
import { answers } from './answers.ts';
import { plays } from './live-media.ts';
import type { Sign } from './visitor-page.ts';

/** An agent at the console, doing what an agent can see and press. */
export class AgentPage {
  readonly page: Page;
  readonly words;
  readonly #answers;

  constructor(page: Page, locale: Locale = 'de') {
    this.page = page;
    this.words = wordsOf(locale);
    this.#answers = answers[locale];
  }

  async signIn({ login, password }: Account): Promise<void> {
    const { words } = this;
    await this.page.getByRole('textbox', { name: words.login.login }).fill(login);
    await this.page.getByLabel(words.login.password).fill(password);
    await this.button(words.login.submit).click();
    await this.page.getByRole('navigation', { name: words.bar.main }).waitFor();
  }

  /** Opens the conversation of a waiting visitor and takes it. */
  async accept(visitor: string): Promise<void> {
    await this.page.getByRole('link', { name: visitor }).or(this.button(visitor)).first().click();
    await this.button(this.words.conversation.accept).click();
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: this.words.composer.label });
  }

  /** The conversation that is open, as its address says. */
  get conversation(): ConversationId {
    return new URL(this.page.url()).hash.split('/')[2] as ConversationId;
  }

  async openRecordings(): Promise<void> {
    await this.page.getByRole('link', { name: this.words.bar.recordings }).click();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  message(text: string): Locator {
    return this.page.getByRole('log').getByText(text);
  }

  /** All messages on the screen, in their order. */
  texts(): Promise<readonly string[]> {
    return this.page.locator('p.bubble').allInnerTexts();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async startVideo(): Promise<void> {
    await this.button(this.words.conversation.video).click();
  }

  /** Resolves when the visitor has been seen and heard for so many seconds. */
  plays(seconds = 1): Promise<void> {
    return plays(this.page, visitorMedia, seconds);
  }

  /** What is said of recording where the call is. */
  recordingSign(sign: Sign): Locator {
    const { on, off, region } = this.words.consent;
    const area = this.page.getByRole('region', { name: region });
    return area.getByText(sign === 'recording' ? on : off, { exact: true });
  }

  async askForRecording(): Promise<void> {
    await this.button(this.words.consent.ask).click();
  }

  async askAgain(): Promise<void> {
    await this.button(this.words.consent.again).click();
  }

  async consent(): Promise<void> {
    await this.button(this.#answers.all).click();
    await this.button(this.#answers.yes).click();
  }

  async refuse(): Promise<void> {
    await this.button(this.#answers.no).click();
  }

  async withdraw(): Promise<void> {
    await this.button(this.words.consent.withdraw).click();
  }
}
