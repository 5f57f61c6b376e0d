import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Me } from '@jawort/shared/protocol/http';
import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { AgentClient, ConversationClient } from '@jawort/widget/core/types';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConsoleApi } from '../api/console-api.ts';
import { Attempt } from '../controllers/attempt.ts';
import { Bell } from '../controllers/bell.ts';
import { Shortcuts } from '../controllers/shortcuts.ts';
import { WindowListener } from '../controllers/window-listener.ts';
import type { SignedIn } from '../events/signed-in.ts';
import { hangUp } from '../hang-up.ts';
import { loadPreferences, namePage, savePreferences, type Preferences } from '../host.ts';
import { wordsOf, type Words } from '../locales/words.ts';
import { hrefOf, parseRoute, type Route } from '../route.ts';
import { askStyles } from '../styles/ask.ts';
import { base } from '../styles/base.ts';
import { tokens } from '../styles/tokens.ts';
import './bar.ts';
import './calls.ts';
import type { ConsoleHelp } from './help.ts';
import './help.ts';
import { incomingCalls } from './incoming-calls.ts';
import './login.ts';
import './recordings.ts';
import { runningCalls } from './running-calls.ts';
import type { ConsoleWorkspace } from './workspace.ts';
import './workspace.ts';

type Session =
  | { readonly state: 'checking' | 'signed-out' | 'unreachable' }
  | { readonly state: 'signed-in'; readonly me: Me; readonly agent: AgentClient };

/** The agents' application: who is signed in, and which page is shown. */
@customElement('jawort-console')
export class JawortConsole extends LitElement {
  static override readonly styles = [
    tokens,
    base,
    askStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100dvh;
        background: var(--paper);
      }
      .page {
        flex: 1;
        min-block-size: 0;
      }
      .skip {
        position: absolute;
        inset: 8px auto auto 8px;
        z-index: 2;
        clip-path: inset(50%);
      }
      .skip:focus {
        clip-path: none;
      }
      .checking {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 16px;
        flex: 1;
        padding: 24px;
        text-align: center;
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) api: ConsoleApi | null = null;
  @property({ attribute: false }) connect: (() => AgentClient) | null = null;

  @state() private session: Session = { state: 'checking' };
  @state() private route: Route = parseRoute(location.hash);
  @state() private preferences: Preferences = loadPreferences();
  @state() private isLeaving = false;

  @query('console-help') private readonly help!: ConsoleHelp | null;
  @query('console-workspace') private readonly workspace!: ConsoleWorkspace | null;

  @query('console-recordings') private readonly recordings!: HTMLElement | null;

  readonly #agent = new Subscription(this);
  readonly #bell = new Bell(this);
  readonly #leaving = new Attempt(this);

  constructor() {
    super();
    new Shortcuts(this, { '?': () => this.help?.toggle() }, () => this.preferences.shortcuts);
    new WindowListener(this, 'hashchange', () => this.#onRoute());
    new WindowListener(this, 'beforeunload', (event) => this.#onLeave(event));
    this.addController({ hostDisconnected: () => this.#closeAgent() });
  }

  override firstUpdated(): void {
    void this.#check();
  }

  override willUpdate(): void {
    const agent = this.session.state === 'signed-in' ? this.session.agent : null;
    if (isSignedOut(agent)) this.#leave();
    this.#agent.follow(agent);
    const calls = agent ? incomingCalls(agent).length : 0;
    this.#bell.hear(agent?.state.inbox ?? null, calls > 0, this.preferences.sound);
    const waiting = agent?.state.inbox?.waiting.length ?? 0;
    const { title } = this.#words;
    const name = waiting > 0 ? title.waiting(waiting) : title.none;
    namePage(calls > 0 ? title.ringing : name, this.preferences.locale);
  }

  override render(): TemplateResult {
    switch (this.session.state) {
      case 'checking':
        return html`<p class="checking" role="status">${this.#words.login.checking}</p>`;
      case 'unreachable':
        return this.#unreachable();
      case 'signed-out':
        return html`<main class="page">
          <console-login
            .locale=${this.preferences.locale}
            .api=${this.api}
            @signed-in=${(event: SignedIn) => this.#enter(event.me)}
          ></console-login>
        </main>`;
      case 'signed-in':
        return this.#desk(this.session.me, this.session.agent);
    }
  }

  get #words(): Words {
    return wordsOf(this.preferences.locale);
  }

  #unreachable(): TemplateResult {
    const { login, retry } = this.#words;
    return html`<div class="checking" role="alert">
      <p>${login.offline}</p>
      <button @click=${this.#checkAgain}>${retry}</button>
    </div>`;
  }

  #desk(me: Me, agent: AgentClient): TemplateResult {
    const { locale, sound, shortcuts } = this.preferences;
    const { route } = this;
    return html`
      <button class="skip" @click=${this.#skip}>${this.#words.bar.skip}</button>
      <console-bar
        .locale=${locale}
        .me=${me}
        .page=${route.page}
        .connection=${agent.state.connection}
        .waiting=${agent.state.inbox?.waiting.length ?? 0}
        ?ringing=${incomingCalls(agent).length > 0}
        ?sound=${sound}
        .prefer=${this.#prefer}
        .help=${() => this.help?.toggle()}
        .logout=${this.#askToLeave}
      ></console-bar>
      ${this.isLeaving ? this.#leaveAsk(agent) : nothing}
      <console-calls
        .locale=${locale}
        .agent=${agent}
        .seen=${route.page === 'conversations' ? route.conversation : null}
        .heard=${this.#conversation}
      ></console-calls>
      <console-workspace
        class="page"
        ?hidden=${route.page !== 'conversations'}
        .isShown=${route.page === 'conversations'}
        .locale=${locale}
        .api=${this.api}
        .agent=${agent}
        .chosen=${this.#conversation}
        .choose=${this.#choose}
        ?shortcuts=${shortcuts}
      ></console-workspace>
      ${
        route.page === 'recordings'
          ? html`<console-recordings
              class="page"
              .locale=${locale}
              .api=${this.api}
              .chosen=${route.segment}
            ></console-recordings>`
          : nothing
      }
      <console-help
        .locale=${locale}
        ?enabled=${shortcuts}
        .enable=${(on: boolean) => this.#prefer({ shortcuts: on })}
      ></console-help>
    `;
  }

  #skip(): void {
    const shown = this.route.page === 'recordings' ? this.recordings : this.workspace;
    shown?.focus();
  }

  // A call goes on behind the recordings, in the conversation that was open.
  get #conversation(): ConversationId | null {
    return this.route.page === 'conversations' ? this.route.conversation : this.#lastConversation;
  }

  #lastConversation: ConversationId | null = null;

  #leaveAsk(agent: AgentClient): TemplateResult {
    const { bar } = this.#words;
    const isRecorded = runningCalls(agent).some(({ state }) => state.recording.state === 'on');
    return html`<div class="ask" role="group" aria-label=${bar.logout}>
      <p role="alert">${isRecorded ? bar.leaveRecording : bar.leaveCall}</p>
      <button ?disabled=${this.#leaving.isBusy} @click=${this.#logout}>${bar.leaveYes}</button>
      <button ?disabled=${this.#leaving.isBusy} @click=${() => (this.isLeaving = false)}>
        ${bar.leaveNo}
      </button>
    </div>`;
  }

  #checkAgain(): void {
    this.session = { state: 'checking' };
    void this.#check();
  }

  async #check(): Promise<void> {
    try {
      const me = (await this.api?.me()) ?? null;
      if (me) this.#enter(me);
      else this.session = { state: 'signed-out' };
    } catch {
      this.session = { state: 'unreachable' };
    }
  }

  #enter(me: Me): void {
    if (this.connect) this.session = { state: 'signed-in', me, agent: this.connect() };
  }

  #leave(): void {
    this.#closeAgent();
    this.isLeaving = false;
    this.session = { state: 'signed-out' };
  }

  #closeAgent(): void {
    if (this.session.state === 'signed-in') this.session.agent.close();
  }

  readonly #askToLeave = (): void => {
    this.isLeaving = this.#calls.length > 0;
    if (!this.isLeaving) this.#logout();
  };

  // Whoever is signed out can no longer end a call.
  readonly #logout = (): void => {
    void this.#leaving.run(async () => {
      await hangUp(this.#calls);
      await this.api?.logout().catch(() => undefined);
      this.#leave();
    });
  };

  get #calls(): readonly ConversationClient[] {
    return this.session.state === 'signed-in' ? runningCalls(this.session.agent) : [];
  }

  readonly #prefer = (change: Partial<Preferences>): void => {
    this.preferences = { ...this.preferences, ...change };
    savePreferences(this.preferences);
  };

  readonly #choose = (conversation: ConversationId | null): void => {
    location.hash = hrefOf({ page: 'conversations', conversation });
  };

  #onRoute(): void {
    this.route = parseRoute(location.hash);
    if (this.route.page === 'conversations') this.#lastConversation = this.route.conversation;
  }

  #onLeave(event: Event): void {
    if (this.#calls.length > 0) event.preventDefault();
  }
}

/** Whether the server no longer knows the session. */
function isSignedOut(agent: AgentClient | null): boolean {
  const connection = agent?.state.connection;
  return connection?.state === 'refused' && connection.error.code === 'ERR_NOT_SIGNED_IN';
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-console': JawortConsole;
  }
}
