import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';

export type CompanyOptions = {
  readonly port: number;
  /** Where the Jawort server is, as browsers reach it. */
  readonly jawortUrl: string;
  /** The site's id at that server. */
  readonly site?: string;
};

export type CompanySite = {
  readonly url: string;
  close(): Promise<void>;
};

type Page = {
  readonly file: string;
  readonly type: string;
};

const PAGES: ReadonlyMap<string, Page> = new Map([
  ['/', { file: 'index.html', type: 'text/html; charset=utf-8' }],
  ['/en', { file: 'en.html', type: 'text/html; charset=utf-8' }],
  ['/company.css', { file: 'company.css', type: 'text/css; charset=utf-8' }],
  ['/icon.svg', { file: 'icon.svg', type: 'image/svg+xml' }],
]);

/** Serves the page of a made-up company, on another origin than the server, under a strict content security policy. */
export async function serveCompany({ port, jawortUrl, site = 'demo' }: CompanyOptions): Promise<CompanySite> {
  const jawort = new URL(jawortUrl).origin;
  const headers = companyHeaders(jawort);
  const server = createServer((request, response) => {
    const page = PAGES.get(URL.parse(request.url ?? '/', 'http://company')?.pathname ?? '');
    response.setHeaders(headers);
    if (page === undefined) refuse(response);
    else void answer(response, page, { JAWORT_URL: jawort, SITE: site });
  });
  await once(server.listen(port), 'listening');
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://localhost:${listening}`,
    async close() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What a company has to allow for Jawort: scripts, connections and pictures from one origin, and nothing else. */
function companyHeaders(jawort: string): Headers {
  const policy = [
    `default-src 'none'`,
    `script-src ${jawort}`,
    `connect-src ${jawort} ${jawort.replace(/^http/, 'ws')}`,
    `img-src 'self' ${jawort} blob:`,
    `style-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ];
  return new Headers({
    'Content-Security-Policy': policy.join('; '),
    'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self)',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  });
}

type Facts = Readonly<Record<'JAWORT_URL' | 'SITE', string>>;

async function answer(response: ServerResponse, { file, type }: Page, facts: Facts): Promise<void> {
  const text = await readFile(join(import.meta.dirname, file), 'utf8');
  const filled = text.replaceAll(/\{\{(JAWORT_URL|SITE)\}\}/g, (_, name: keyof Facts) => facts[name]);
  response.writeHead(200, { 'Content-Type': type }).end(filled);
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found.\n');
}
