import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { serveCompany, type CompanySite } from '../../examples/company/serve.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { AgentPage } from './agent-page.ts';
import { VisitorPage } from './visitor-page.ts';

const german = { locale: 'de-DE' } as const;

describe('a server and a page in a local network without TLS, where browsers give no camera', () => {
  let server: TestServer;
  let company: CompanySite;
  let browser: Browser;
  let visitor: VisitorPage;
  let agent: AgentPage;

  before(async () => {
    const [port, pagePort] = [await freePort(), await freePort()];
    const [chat, page] = [`http://chat.test:${port}`, `http://firma.test:${pagePort}`];
    server = await startTestServer({ env: { PORT: String(port), PUBLIC_URL: chat, EXAMPLE_URL: page } });
    company = await serveCompany({ port: pagePort, jawortUrl: chat });
    browser = await launchChromium('any', ['--host-resolver-rules=MAP *.test 127.0.0.1']);
    visitor = new VisitorPage(await open(page));
    agent = new AgentPage(await open(`${chat}/console/`));
  });
  after(async () => {
    await browser.close();
    await company.close();
    await server.close();
  });

  it('lets both chat', async () => {
    if (!server.firstAgent) throw new Error('no account was made');
    await agent.signIn(server.firstAgent);
    await visitor.begin('Mira Okafor');
    await visitor.write('Guten Tag');
    await agent.accept('Mira Okafor');
    await agent.message('Guten Tag').waitFor();
    await agent.write('Guten Tag, Frau Okafor.');
    await visitor.message('Guten Tag, Frau Okafor.').waitFor();
  });

  it('tells the visitor why there is no call', async () => {
    await visitor.button(visitor.words.videoCall).click();
    await visitor.page.getByText(visitor.callWords.problems['insecure-origin']).waitFor();
  });

  it('tells the agent why there is no call, and the operator in the log', async () => {
    await agent.startVideo();
    await agent.page.getByText(agent.words.problems['insecure-origin']).waitFor();
  });

  async function open(url: string) {
    const page = await (await browser.newContext(german)).newPage();
    await page.goto(url);
    return page;
  }
});
