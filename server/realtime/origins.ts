import type { Site, Sites } from '../conversation/site.ts';
import { JawortError } from '../error.ts';

/** Which pages may connect: those of the sites as visitors, the server's own as agents. Exact scheme, host and port. */
export class Origins {
  readonly #own: string;
  readonly #all: ReadonlySet<string>;

  constructor(own: string, sites: Sites) {
    this.#own = own;
    this.#all = new Set([own, ...[...sites.values()].flatMap((site) => site.origins)]);
  }

  get all(): readonly string[] {
    return [...this.#all];
  }

  /** Whether any namespace would let the page in: all that is known when the handshake begins. */
  isKnown(origin: string | undefined): boolean {
    return origin !== undefined && this.#all.has(origin);
  }

  expectOwn(origin: string | undefined): void {
    if (origin === this.#own) return;
    throw new JawortError('ERR_ORIGIN_NOT_ALLOWED', `The console works only at ${this.#own}.`);
  }

  expectOf(site: Site, origin: string | undefined): void {
    if (origin !== undefined && site.origins.includes(origin)) return;
    throw new JawortError(
      'ERR_ORIGIN_NOT_ALLOWED',
      `Pages of ${String(origin)} may not use the site "${site.id}". Add that origin to the site's list.`,
    );
  }
}
