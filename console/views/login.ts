import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConsoleApi, LoginOutcome } from '../api/console-api.ts';
import { Ticker } from '../controllers/ticker.ts';
import { SignedIn } from '../events/signed-in.ts';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';

type LoginState =
  | { readonly state: 'ready' | 'checking' | 'wrong' | 'offline' }
  | { readonly state: 'limited'; readonly until: number };

/** Where an agent says who they are. */
@customElement('console-login')
export class ConsoleLogin extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        min-block-size: 100%;
        padding: 24px 16px;
      }
      form {
        display: grid;
        gap: 16px;
        inline-size: min(360px, 100%);
        padding: 32px 24px 24px;
        border: 1px solid var(--line);
        border-radius: var(--surface);
        background: var(--paper);
      }
      .product {
        color: var(--muted);
        font-size: var(--size-14);
      }
      h1 {
        font-size: var(--size-25);
        line-height: 1.25;
        font-weight: 600;
      }
      label {
        display: grid;
        gap: 4px;
        font-size: var(--size-14);
      }
      input {
        min-block-size: 44px;
        padding: 8px 12px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        font-size: var(--size-16);
      }
      button {
        min-block-size: 44px;
        font-size: var(--size-16);
      }
      .say {
        min-block-size: 3em;
      }
    `,
  ];

  @property({ attribute: false }) api: ConsoleApi | null = null;

  @state() private current: LoginState = { state: 'ready' };

  @query('[name=login]') private readonly login!: HTMLInputElement;
  @query('[name=password]') private readonly password!: HTMLInputElement;

  readonly #ticker = new Ticker(this);

  override firstUpdated(): void {
    this.login.focus();
  }

  override render(): TemplateResult {
    const { login } = this.words;
    return html`<form @submit=${this.#submit}>
      <div>
        <p class="product">${this.words.product}</p>
        <h1>${login.title}</h1>
      </div>
      <label>
        ${login.login}
        <input
          name="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="80"
          required
        />
      </label>
      <label>
        ${login.password}
        <input name="password" type="password" autocomplete="current-password" maxlength="200" required />
      </label>
      <button class="primary" ?disabled=${this.current.state === 'checking' || this.#waitMs > 0}>
        ${this.current.state === 'checking' ? login.busy : login.submit}
      </button>
      <p class="say error" role="alert">${this.#say()}</p>
    </form>`;
  }

  get #waitMs(): number {
    return this.current.state === 'limited' ? Math.max(0, this.current.until - this.#ticker.now) : 0;
  }

  #say(): string | typeof nothing {
    const { login } = this.words;
    switch (this.current.state) {
      case 'ready':
      case 'checking':
        return nothing;
      case 'wrong':
        return login.wrong;
      case 'offline':
        return login.offline;
      case 'limited':
        return this.#waitMs > 0 ? login.limited(this.formats.wait(this.#waitMs + 999)) : login.limitOver;
    }
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!this.api || this.current.state === 'checking') return;
    this.current = { state: 'checking' };
    const input = { login: this.login.value.trim(), password: this.password.value };
    const outcome = await this.api.login(input).catch(() => null);
    if (outcome?.state === 'signed-in') this.dispatchEvent(new SignedIn(outcome.me));
    else this.#refused(outcome);
  }

  #refused(outcome: Exclude<LoginOutcome, { readonly state: 'signed-in' }> | null): void {
    this.current = this.#stateAfter(outcome);
    if (outcome?.state !== 'wrong') return;
    this.password.value = '';
    void this.updateComplete.then(() => this.password.focus());
  }

  #stateAfter(outcome: Exclude<LoginOutcome, { readonly state: 'signed-in' }> | null): LoginState {
    if (!outcome) return { state: 'offline' };
    if (outcome.state === 'wrong') return { state: 'wrong' };
    return { state: 'limited', until: this.#ticker.now + outcome.retryAfterMs };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-login': ConsoleLogin;
  }
}
