import type { CallJoined } from '@jawort/shared/protocol/media';
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import type { HeadlessParty, InCall } from './headless-party.ts';

const address = 'https://party.test/';

/** Lends headless parties the microphone and camera of a real Chromium: pages that can WebRTC and nothing else. */
export class BrowserMedia {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #pages = new Map<HeadlessParty, Page>();

  private constructor(browser: Browser, script: string) {
    this.#browser = browser;
    this.#script = script;
  }

  static async launch(): Promise<BrowserMedia> {
    const script = await bundle();
    return new BrowserMedia(await launchChromium(), script);
  }

  /** Sends sound and picture for a party that has joined; resolves when the call has both. What it sent before has ended. */
  async send(party: HeadlessParty, at: InCall, joined: CallJoined): Promise<void> {
    await this.stop(party);
    const page = await this.#open();
    this.#pages.set(party, page);
    await page.exposeFunction('askServer', party.ask.bind(party));
    await page.evaluate(([given, call]) => window.sendMedia(given, call), [joined, at] as const);
  }

  /** Nothing is sent for the party any more. */
  async stop(party: HeadlessParty): Promise<void> {
    await this.#pages.get(party)?.context().close();
    this.#pages.delete(party);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  async #open(): Promise<Page> {
    const context = await this.#browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(address);
    await page.addScriptTag({ content: this.#script });
    return page;
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'send-media.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2024',
    logLevel: 'error',
  });
  const [script] = outputFiles;
  if (!script) throw new Error('esbuild gave no script');
  return script.text;
}
