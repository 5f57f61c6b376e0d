import type { CallId } from '@jawort/shared/domain/ids';
import type { CallKind, Locale } from '@jawort/shared/domain/records';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { LazyPart } from '../controllers/lazy-part.ts';
import { Page } from '../controllers/page.ts';
import { Subscription } from '../core/lit/subscription.ts';
import { unreadCount } from '../core/conversation-state.ts';
import type { Devices } from '../core/host.ts';
import type { VisitorClient } from '../core/types.ts';
import { languageOf, localeOf, type Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { launcherCss, launcherIcon } from '../styles/launcher-css.ts';
import { panel } from '../styles/panel.ts';
import { tokens } from '../styles/tokens.ts';
import { banner } from './banner.ts';
import './composer.ts';
import type { CallEvent } from './composer.ts';
import { header } from './header.ts';
import { icon } from './icon.ts';
import './messages.ts';
import './pre-chat.ts';
import type { LocaleEvent } from './pre-chat.ts';
import { typing } from './typing.ts';

/** A visit to a site: the conversation, and the cameras and microphones for calls in it. */
export type Visiting = { readonly client: VisitorClient; readonly devices: Devices };

/**
 * The launcher and the panel behind it. Nothing is connected, asked or stored before the panel is opened for the first time (PE1).
 */
export abstract class ChatElement extends LitElement {
  static override readonly styles = [base, unsafeCSS(launcherCss), tokens, panel];

  /** The site's id, as in `data-site`. */
  @property() site = '';
  /** The server's origin. */
  @property() server = '';
  @property() override lang = '';
  /** Any CSS colour. */
  @property() accent = '';
  /** What the launcher says instead of "Open chat". */
  @property() label = '';
  @property({ type: Boolean, reflect: true }) open = false;

  @state() private visiting: Visiting | null = null;
  @state() private chosenLocale: Locale | null = null;
  @state() private wantedCall: CallKind | null = null;

  @query('.panel') private readonly panel!: HTMLElement | null;
  @query('.launcher') private readonly launcher!: HTMLElement | null;
  @query('jawort-composer') private readonly composer!: HTMLElement | null;

  readonly #changes = new Subscription(this);
  readonly #page = new Page(this);
  readonly #calls = new LazyPart(this, () => import('./call-area.ts'));
  #rung: CallId | null = null;
  #wasAsked = false;
  #language = languageOf('de');

  /** Begins the visit; called once the panel is opened. */
  protected abstract visit(): Visiting;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('accent')) setOrRemove(this, '--jawort-accent', this.accent);
    if (this.isConnected && this.open && this.site) this.visiting ??= this.visit();
    this.#changes.follow(this.visiting?.client ?? null);
    this.#language = this.#chooseLanguage();
    if (this.visiting) this.#react(this.visiting.client);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.get('open') === false) (this.composer ?? this.panel)?.focus();
    if (changed.get('open') === true) this.launcher?.focus();
    const isAsked = this.visiting?.client.open !== undefined;
    if (this.#wasAsked && !isAsked) this.composer?.focus();
    this.#wasAsked = isAsked;
  }

  override render(): TemplateResult {
    const language = this.#language;
    return html`
      ${this.visiting ? this.#panel(this.visiting, language) : nothing}
      <div class="root launcher-root" lang=${language.locale}>${this.#launcher(language)}</div>
    `;
  }

  #react({ state: { call, me, receipts }, session, site }: VisitorClient): void {
    setOrRemove(this, '--site-accent', site?.accent ?? '');
    const isRunning = call !== null && call.state !== 'ended';
    if (this.wantedCall || isRunning || session || receipts.length > 0) this.#calls.need();
    this.#page.warnOfLeaving(session !== null);
    if (call?.state !== 'ringing' || call.by === me || call.call === this.#rung) return;
    this.#rung = call.call;
    this.open = true;
  }

  #chooseLanguage(): Language {
    const conversation = this.visiting?.client.state.conversation;
    const locale = conversation?.locale ?? this.chosenLocale ?? localeOf(this.lang || this.#page.language);
    return locale === this.#language.locale ? this.#language : languageOf(locale);
  }

  #launcher({ words, locale }: Language): TemplateResult {
    const client = this.open ? null : this.visiting?.client;
    const unread = client ? unreadCount(client.state) : 0;
    const sign = client && this.#calls.part?.callSign(client, locale);
    const parts = [this.label || words.launcher, sign?.text, unread > 0 && words.unread(unread)];
    const label = parts.filter(Boolean).join(' · ');
    return html`<button
        class="launcher"
        aria-label=${label}
        aria-expanded=${this.open}
        @click=${this.#toggle}
      >
        ${icon(launcherIcon)} ${unread > 0 ? html`<span class="count">${unread}</span>` : nothing}
      </button>
      <span
        class="launcher-label ${sign?.look}"
        role=${sign ? 'status' : nothing}
        aria-hidden=${sign ? nothing : 'true'}
        ?hidden=${this.open}
        >${sign ? [sign.shape, sign.text] : label}</span
      >`;
  }

  #panel(visiting: Visiting, language: Language): TemplateResult {
    const { client } = visiting;
    const { words } = language;
    return html`<div class="root" lang=${language.locale}>
      <section
        class="panel"
        role="dialog"
        aria-label=${words.panel(client.site?.name ?? '')}
        dir=${this.dir || language.direction}
        tabindex="-1"
        ?hidden=${!this.open}
        @keydown=${this.#keydown}
      >
        ${header(client, language, { minimise: this.#toggle, close: client.session ? undefined : this.#close })}
        ${banner(client, language)} ${this.#callArea(visiting, language)} ${this.#body(client, language)}
      </section>
    </div>`;
  }

  #callArea({ client, devices }: Visiting, language: Language): TemplateResult {
    if (this.#calls.hasFailed) return this.#callsFailed(language);
    return html`<jawort-call-area
      .client=${client}
      .devices=${devices}
      .language=${language}
      .wanted=${this.wantedCall}
      @jawort-call-settled=${this.#callSettled}
    ></jawort-call-area>`;
  }

  #callsFailed({ words }: Language): TemplateResult {
    return html`<div class="banner" role="alert">
      <p>${words.callFailed}</p>
      <button @click=${this.#calls.retry}>${words.tryAgain}</button>
    </div>`;
  }

  #body(client: VisitorClient, language: Language): TemplateResult {
    if (client.open) return this.#preChat(client, language);
    const { state, actions } = client;
    const isClosed = state.conversation?.state === 'closed';
    return html`<jawort-messages
        .state=${state}
        .actions=${actions}
        .language=${language}
        .timeOfReceipt=${this.#calls.part?.timeOfReceipt ?? null}
        .isSeen=${this.open && this.#page.isSeen}
      ></jawort-messages>
      ${typing(state, language)}
      ${
        isClosed
          ? html`<p class="note soft">${language.words.closed}</p>`
          : html`<jawort-composer
              class="foot"
              .actions=${actions}
              .language=${language}
              @jawort-call=${this.#call}
            ></jawort-composer>`
      }`;
  }

  #preChat({ site, open }: VisitorClient, language: Language): TemplateResult {
    return html`<jawort-pre-chat
      .site=${site}
      .begin=${open ?? null}
      .language=${language}
      @jawort-locale=${this.#chooseLocale}
    ></jawort-pre-chat>`;
  }

  readonly #toggle = (): void => {
    this.open = !this.open;
  };

  readonly #close = (): void => {
    this.open = false;
    this.#leave();
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) this.#toggle();
  };

  readonly #chooseLocale = (event: LocaleEvent): void => {
    this.chosenLocale = event.detail;
  };

  readonly #call = (event: CallEvent): void => {
    this.wantedCall = event.detail;
  };

  readonly #callSettled = (): void => {
    this.wantedCall = null;
  };

  #leave(): void {
    this.visiting?.client.close();
    this.visiting = null;
    this.wantedCall = null;
    this.#changes.follow(null);
  }
}

function setOrRemove({ style }: HTMLElement, name: string, value: string): void {
  if (style.getPropertyValue(name) === value) return;
  if (value) style.setProperty(name, value);
  else style.removeProperty(name);
}
