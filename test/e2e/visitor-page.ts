import type { Locator, Page } from 'playwright-core';
import { agentMedia } from '../support/known-media.ts';
import { plays } from './live-media.ts';

/** A visitor on the company's page, doing what a visitor can see and press. */
export class VisitorPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the chat by its launcher. */
  async openChat(): Promise<void> {
    await this.button('Chat öffnen').click();
  }

  /** Opens the chat and begins a conversation; without a name the visitor stays anonymous. */
  async begin(name?: string): Promise<void> {
    await this.openChat();
    if (name) await this.page.getByRole('textbox', { name: 'Ihr Name' }).fill(name);
    await this.button('Gespräch beginnen').click();
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Nachricht' });
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** A message on the screen. */
  message(text: string): Locator {
    return this.page.getByRole('log').getByText(text);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Takes the incoming call with camera and microphone. */
  async acceptVideo(): Promise<void> {
    await this.button('Mit Video annehmen').click();
    await this.button('Beitreten').click();
  }

  /** Resolves when the agent has been seen and heard for so many seconds. */
  plays(seconds = 1): Promise<void> {
    return plays(this.page, agentMedia, seconds);
  }

  /** Whether the bar says that recording runs. */
  recordingSign(text: 'Aufnahme läuft' | 'Keine Aufnahme'): Locator {
    return this.page.locator('jawort-recording-bar').getByText(text, { exact: true });
  }

  get question(): Locator {
    return this.page.locator('jawort-consent-dialog');
  }

  /** Ticks everything and says yes. */
  async consent(): Promise<void> {
    await this.question.getByRole('button', { name: 'Alles' }).click();
    await this.question.getByRole('button', { name: 'Ja', exact: true }).click();
  }

  async refuse(): Promise<void> {
    await this.question.getByRole('button', { name: 'Nein', exact: true }).click();
  }

  async withdraw(): Promise<void> {
    await this.page.locator('jawort-recording-bar').getByRole('button', { name: 'Widerrufen' }).click();
  }
}
