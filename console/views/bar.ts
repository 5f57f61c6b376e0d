import type { Locale } from '@jawort/shared/domain/records';
import type { Me } from '@jawort/shared/protocol/http';
import type { ConnectionState } from '@jawort/widget/core/types';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Ticker } from '../controllers/ticker.ts';
import type { Preferences } from '../host.ts';
import { errorText } from '../locales/error-text.ts';
import { hrefOf, type Route } from '../route.ts';
import { barStyles } from '../styles/bar.ts';
import { base } from '../styles/base.ts';
import { faceStyles } from '../styles/face.ts';
import { ConsoleElement } from './console-element.ts';
import { icon, type IconName } from './icon.ts';
import { face } from './people.ts';

/** Where one can go, whether the server is there, and who is signed in. */
@customElement('console-bar')
export class ConsoleBar extends ConsoleElement {
  static override readonly styles = [base, faceStyles, barStyles];

  @property({ attribute: false }) me: Me | null = null;
  @property({ attribute: false }) page: Route['page'] = 'conversations';
  @property({ attribute: false }) connection: ConnectionState = { state: 'connecting' };
  @property({ attribute: false }) waiting = 0;
  @property({ type: Boolean }) ringing = false;
  @property({ type: Boolean }) sound = false;
  @property({ attribute: false }) prefer: (change: Partial<Preferences>) => void = () => undefined;
  @property({ attribute: false }) help: () => void = () => undefined;
  @property({ attribute: false }) logout: () => void = () => undefined;

  readonly #ticker = new Ticker(this);

  override render(): TemplateResult {
    const { bar, product } = this.words;
    return html`<header>
      <span class="product">${product}</span>
      <nav aria-label=${bar.main}>
        ${this.#link('conversations', 'chat', bar.conversations, this.#news())}
        ${this.#link('recordings', 'play', bar.recordings)}
      </nav>
      ${this.#connection()} ${this.#menu()}
    </header>`;
  }

  #news(): TemplateResult | typeof nothing {
    const { title, bar } = this.words;
    if (this.ringing) return html`<span class="call">${icon('phone')}<span>${bar.ringing}</span></span>`;
    if (this.waiting === 0) return nothing;
    return html`<span class="count figure" title=${title.waiting(this.waiting)}>${this.waiting}</span>`;
  }

  #link(page: Route['page'], name: IconName, label: string, news: unknown = nothing): TemplateResult {
    const href = hrefOf(page === 'recordings' ? { page, segment: null } : { page, conversation: null });
    return html`<a href=${href} aria-current=${this.page === page ? 'page' : nothing}
      >${icon(name)}${label}${news}</a
    >`;
  }

  #connection(): TemplateResult {
    const isOnline = this.connection.state === 'online';
    const isLost = this.connection.state === 'offline' || this.connection.state === 'refused';
    return html`<p class="connection ${isLost ? 'lost' : ''}" role="status">
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${isOnline ? dot : ring}</svg>
      <span>${this.#connectionText()}</span>
    </p>`;
  }

  #connectionText(): string {
    const { bar } = this.words;
    switch (this.connection.state) {
      case 'online':
        return bar.online;
      case 'connecting':
        return bar.connecting;
      case 'refused':
        return errorText(this.words, this.connection.error.code);
      case 'offline':
        return this.#offlineText(this.connection.retryAt);
    }
  }

  #offlineText(retryAt: string | null): string {
    const { bar } = this.words;
    if (retryAt === null) return bar.offline;
    const seconds = Math.ceil((Date.parse(retryAt) - this.#ticker.now) / 1000);
    return seconds > 0 ? bar.retryIn(String(seconds)) : bar.connecting;
  }

  #menu(): TemplateResult {
    const { bar } = this.words;
    const name = this.me?.name ?? '';
    return html`<button class="quiet me" popovertarget="menu">
        ${face(name)}<span class="visually-hidden">${bar.menu}: </span><span class="name">${name}</span>
      </button>
      <div id="menu" popover>
        <div class="language" role="group" aria-label=${bar.language}>
          ${this.#language('de', bar.german)} ${this.#language('en', bar.english)}
        </div>
        <button
          class="quiet"
          title=${bar.soundHint}
          aria-pressed=${this.sound}
          @click=${() => this.prefer({ sound: !this.sound })}
        >
          ${icon(this.sound ? 'sound' : 'soundOff')}${this.sound ? bar.soundOn : bar.soundOff}
        </button>
        <button class="quiet" popovertarget="menu" popovertargetaction="hide" @click=${this.help}>
          ${icon('help')}${bar.help}
        </button>
        <button class="quiet" popovertarget="menu" popovertargetaction="hide" @click=${this.logout}>
          ${icon('leave')}${bar.logout}
        </button>
      </div>`;
  }

  #language(locale: Locale, name: string): TemplateResult {
    return html`<button
      lang=${locale}
      aria-pressed=${this.locale === locale}
      @click=${() => this.prefer({ locale })}
    >
      ${name}
    </button>`;
  }
}

const dot = svg`<circle cx="6" cy="6" r="4" fill="currentColor" />`;
const ring = svg`<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.5" />`;

declare global {
  interface HTMLElementTagNameMap {
    'console-bar': ConsoleBar;
  }
}
