import type { SiteInfo } from '@jawort/widget/core/types';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the sites of the inbox say of themselves, each asked for once. */
export class Sites implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: (site: string) => Promise<SiteInfo>;
  readonly #known = new Map<string, SiteInfo | null>();

  constructor(host: ReactiveControllerHost, load: (site: string) => Promise<SiteInfo>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {}

  /** What is known of a site now; its host is rendered again when more is. */
  get(site: string): SiteInfo | null {
    if (!this.#known.has(site)) void this.#ask(site);
    return this.#known.get(site) ?? null;
  }

  // One that could not be had stays without its words; its ids are shown instead.
  async #ask(site: string): Promise<void> {
    this.#known.set(site, null);
    const info = await this.#load(site).catch(() => null);
    if (!info) return;
    this.#known.set(site, info);
    this.#host.requestUpdate();
  }
}
