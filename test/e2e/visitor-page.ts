import type { Locale } from '@jawort/shared/domain/records';
import { callWordsOf } from '@jawort/widget/locales/call-words';
import { languageOf } from '@jawort/widget/locales/language';
import type { Locator, Page } from 'playwright-core';
import { agentMedia } from '../support/known-media.ts';
import { plays } from './live-media.ts';
import { answers } from './answers.ts';

/** Whether something runs that somebody else gets to see. */
export type Sign = 'recording' | 'not recording';

/** A visitor on the company's page, doing what a visitor can see and press. */
export class VisitorPage {
  readonly page: Page;
  readonly words;
  readonly callWords;
  readonly #answers;

  constructor(page: Page, locale: Locale = 'de') {
    this.page = page;
    this.words = languageOf(locale).words;
    this.callWords = callWordsOf(locale);
    this.#answers = answers[locale];
  }

  /** Opens the chat by its launcher. */
  async openChat(): Promise<void> {
    await this.button(this.words.launcher).click();
  }

  /** Opens the chat and begins a conversation; without a name the visitor stays anonymous. */
  async begin(name?: string): Promise<void> {
    await this.openChat();
    if (name) await this.page.getByRole('textbox', { name: this.words.name }).fill(name);
    await this.button(this.words.start).click();
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: this.words.message });
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** A message on the screen. */
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

  /** Takes the incoming call with camera and microphone. */
  async acceptVideo(): Promise<void> {
    await this.button(this.callWords.acceptVideo).click();
    await this.button(this.callWords.join).click();
  }

  async hangUp(): Promise<void> {
    await this.button(this.callWords.leave).click();
  }

  /** Resolves when the agent has been seen and heard for so many seconds. */
  plays(seconds = 1): Promise<void> {
    return plays(this.page, agentMedia, seconds);
  }

  /** What the bar says of recording. */
  recordingSign(sign: Sign): Locator {
    const text = sign === 'recording' ? this.callWords.recording : this.callWords.notRecording;
    return this.#bar.getByText(text, { exact: true });
  }

  get question(): Locator {
    return this.page.locator('jawort-consent-dialog');
  }

  /** Ticks everything and says yes. */
  async consent(): Promise<void> {
    await this.question.getByRole('button', { name: this.#answers.all }).click();
    await this.question.getByRole('button', { name: this.#answers.yes, exact: true }).click();
  }

  async refuse(): Promise<void> {
    await this.question.getByRole('button', { name: this.#answers.no, exact: true }).click();
  }

  async withdraw(): Promise<void> {
    await this.#bar.getByRole('button', { name: this.callWords.withdraw }).click();
  }

  get #bar(): Locator {
    return this.page.locator('jawort-recording-bar');
  }
}
