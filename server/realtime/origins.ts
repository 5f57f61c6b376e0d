import type { IncomingHttpHeaders } from 'node:http';
import type { Site, Sites } from '../conversation/site.ts';
import { notOfSite } from '../conversation/site-refusals.ts';
import { JawortError } from '../error.ts';

/** The headers by which browsers say what page a request comes from (Fetch §3.1, Fetch Metadata §2.4). */
export type OriginHeaders = Pick<IncomingHttpHeaders, 'origin'> & {
  readonly 'sec-fetch-site'?: string | string[] | undefined;
};

/** Which pages may connect: those of the sites as visitors, the server's own as agents. Exact scheme, host and port. */
export class Origins {
  readonly #own: string;
  readonly #all: ReadonlySet<string>;

  constructor(own: string, sites: Sites) {
    this.#own = own;
    this.#all = new Set([own, ...[...sites.values()].flatMap((site) => site.origins)]);
  }

  /** Whether the server itself is reached by https. */
  get isSecure(): boolean {
    return this.#own.startsWith('https:');
  }

  get all(): readonly string[] {
    return [...this.#all];
  }

  /** Whether any namespace would let the page in: all that is known when the handshake begins. */
  isKnown(headers: OriginHeaders): boolean {
    const origin = this.#originOf(headers);
    return origin !== undefined && this.#all.has(origin);
  }

  expectOwn(headers: OriginHeaders): void {
    if (this.#originOf(headers) === this.#own) return;
    throw new JawortError('ERR_ORIGIN_NOT_ALLOWED', `The console works only at ${this.#own}.`);
  }

  expectOf(site: Site, { origin }: OriginHeaders): void {
    if (origin !== undefined && site.origins.includes(origin)) return;
    throw notOfSite(origin, site);
  }

  // Browsers leave `Origin` out of a GET to one's own origin, as long polling begins with; no page can write `Sec-Fetch-Site` itself.
  #originOf({ origin, 'sec-fetch-site': fetchSite }: OriginHeaders): string | undefined {
    return origin ?? (fetchSite === 'same-origin' ? this.#own : undefined);
  }
}
