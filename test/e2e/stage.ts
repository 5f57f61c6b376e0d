import type { Locale } from '@jawort/shared/domain/records';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { serveCompany, type CompanySite } from '../../examples/company/serve.ts';
import { freePort } from '../support/free-port.ts';
import { launchChromium } from '../support/chromium.ts';
import { agentMedia, visitorMedia, type FakeMedia } from '../support/known-media.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { recordedFiles } from '../support/evidence.ts';
import { AgentPage } from './agent-page.ts';
import { Recorded } from './recorded.ts';
import { VisitorPage } from './visitor-page.ts';

export type StageOptions = {
  /** Variables of the server. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the two see and hear of each other. */
  readonly media?: Readonly<Record<'visitor' | 'agent', FakeMedia>>;
};

/** How somebody's browser differs from a German one with a large window. */
export type Browsing = BrowserContextOptions & { readonly locale?: 'de-DE' | 'en-GB' };

const knownMedia = { visitor: visitorMedia, agent: agentMedia };
const german: Browsing = { locale: 'de-DE' };

/** The real server, the company's page on another origin, and a Chromium for each side with its own known picture and sound. */
export class Stage {
  server: TestServer;
  readonly company: CompanySite;
  readonly #browsers: { readonly visitor: Browser; readonly agent: Browser };

  private constructor(server: TestServer, company: CompanySite, visitor: Browser, agent: Browser) {
    this.server = server;
    this.company = company;
    this.#browsers = { visitor, agent };
  }

  static async open({ env = {}, media = knownMedia }: StageOptions = {}): Promise<Stage> {
    const [port, examplePort] = [await freePort(), await freePort()];
    const exampleUrl = `http://localhost:${examplePort}`;
    const server = await startTestServer({ env: { PORT: String(port), EXAMPLE_URL: exampleUrl, ...env } });
    const company = await serveCompany({ port: examplePort, jawortUrl: server.url });
    const [visitor, agent] = await Promise.all([launchChromium(media.visitor), launchChromium(media.agent)]);
    return new Stage(server, company, visitor, agent);
  }

  /** A visitor who has just come to the page, or to another one at `url`; nothing of an earlier one is left. */
  async visitor(
    browsing: Browsing = german,
    prepare: (page: Page) => Promise<void> | void = () => undefined,
    url = this.company.url,
  ): Promise<VisitorPage> {
    const context = await this.#browsers.visitor.newContext(browsing);
    const page = await context.newPage();
    const locale = localeOf(browsing);
    await prepare(page);
    await page.goto(`${url}${locale === 'en' ? '/en' : '/'}`);
    return new VisitorPage(page, locale);
  }

  /** An agent who has signed in. */
  async agent(browsing: Browsing = german): Promise<AgentPage> {
    const { server } = this;
    if (!server.firstAgent) throw new Error('this server has no account whose password is known');
    const context = await this.#browsers.agent.newContext(browsing);
    const agent = new AgentPage(await context.newPage(), localeOf(browsing));
    await agent.page.goto(`${server.url}/console/`);
    await agent.signIn(server.firstAgent);
    return agent;
  }

  /** Both sides in a running call, each seeing the other. */
  async call(name: string): Promise<{ readonly visitor: VisitorPage; readonly agent: AgentPage }> {
    const [visitor, agent] = await Promise.all([this.visitor(), this.agent()]);
    await visitor.begin(name);
    await agent.accept(name);
    await agent.startVideo();
    await visitor.acceptVideo();
    await Promise.all([visitor.plays(), agent.plays()]);
    return { visitor, agent };
  }

  /** The conversation that an agent has open, as it lies on the disk. */
  recorded(agent: AgentPage): Recorded {
    return new Recorded(this.server, agent.conversation);
  }

  /** Starts the server again, on the same address and data; it must have ended. */
  async restart(): Promise<void> {
    this.server = await this.server.restart();
  }

  /** All files of recordings. */
  files(): Promise<readonly string[]> {
    return recordedFiles(this.server);
  }

  async close(): Promise<void> {
    await Promise.all([this.#browsers.visitor.close(), this.#browsers.agent.close()]);
    await this.company.close();
    await this.server.close();
  }
}

const localeOf = ({ locale }: Browsing): Locale => (locale === 'en-GB' ? 'en' : 'de');
