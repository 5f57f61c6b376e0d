import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Locator, Page } from 'playwright-core';
import { visitorMedia } from '../support/known-media.ts';
import type { Account } from '../support/server.ts';
import { plays } from './live-media.ts';

/** An agent at the console, doing what an agent can see and press. */
export class AgentPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async signIn({ login, password }: Account): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Benutzername' }).fill(login);
    await this.page.getByLabel('Passwort').fill(password);
    await this.button('Anmelden').click();
    await this.page.getByText('Posteingang').first().waitFor();
  }

  /** Opens the conversation of a waiting visitor and takes it. */
  async accept(visitor: string): Promise<void> {
    await this.page.getByRole('link', { name: visitor }).or(this.button(visitor)).first().click();
    await this.button('Gespräch übernehmen').click();
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Nachricht an den Besucher' });
  }

  /** The conversation that is open, as its address says. */
  get conversation(): ConversationId {
    return new URL(this.page.url()).hash.split('/')[2] as ConversationId;
  }

  async openRecordings(): Promise<void> {
    await this.page.getByRole('link', { name: 'Aufzeichnungen' }).click();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  message(text: string): Locator {
    return this.page.getByRole('log').getByText(text);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async startVideo(): Promise<void> {
    await this.button('Videoanruf').click();
  }

  /** Resolves when the visitor has been seen and heard for so many seconds. */
  plays(seconds = 1): Promise<void> {
    return plays(this.page, visitorMedia, seconds);
  }

  recordingSign(text: 'Aufnahme läuft' | 'Keine Aufnahme'): Locator {
    return this.consentArea.getByText(text, { exact: true });
  }

  get consentArea(): Locator {
    return this.page.getByRole('region', { name: 'Aufzeichnung und Zustimmung' });
  }

  async askForRecording(): Promise<void> {
    await this.button('Um Aufzeichnung bitten').click();
  }

  async consent(): Promise<void> {
    await this.button('Alles').click();
    await this.button('Ja').click();
  }

  async refuse(): Promise<void> {
    await this.button('Nein').click();
  }

  async withdraw(): Promise<void> {
    await this.button('Zustimmung widerrufen').click();
  }
}
