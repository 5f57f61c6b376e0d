import type { Locale } from '@jawort/shared/domain/records';
import type { Refusal } from '@jawort/shared/protocol/ack';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { refusalOf } from '../core/request-refused.ts';
import type { PreChat, SiteInfo } from '../core/types.ts';
import { languageNames, sentenceOf, type Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { preChatStyles } from './pre-chat-styles.ts';
import { presence } from './presence.ts';

/** Fired when another language is chosen: `detail` is the language. */
export type LocaleEvent = CustomEvent<Locale>;

/** What is asked before the first message: who is there, what it is about, in which language, and a name for who likes. */
@customElement('jawort-pre-chat')
export class JawortPreChat extends LitElement {
  static override readonly styles = [base, preChatStyles];

  @property({ attribute: false }) site: SiteInfo | null = null;
  @property({ attribute: false }) language: Language | null = null;
  @property({ attribute: false }) begin: ((preChat: PreChat) => Promise<unknown>) | null = null;

  @state() private isBusy = false;
  @state() private error: Refusal | null = null;

  @query('form') private readonly form!: HTMLFormElement | null;

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { site, language } = this;
    if (!language) return nothing;
    if (!site) return html`<p class="soft wait" role="status">${language.words.loading}</p>`;
    return html`<form @submit=${this.#submit}>
      ${whoIsThere(site, language)} ${topics(site, language)} ${nameField(language)}
      ${this.#languages(language)}
      ${this.error && html`<p class="error" role="alert">${sentenceOf(language, this.error)}</p>`}
      <button class="primary" ?disabled=${this.isBusy || !this.begin}>
        ${this.isBusy ? language.words.starting : language.words.start}
      </button>
    </form>`;
  }

  #languages({ words, locale }: Language): TemplateResult {
    return html`<label class="field">
      <span>${words.language}</span>
      <select name="locale" @change=${this.#chooseLocale}>
        ${Object.entries(languageNames).map(
          ([one, name]) =>
            html`<option value=${one} lang=${one} ?selected=${one === locale}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  readonly #chooseLocale = (event: Event): void => {
    const detail = (event.target as HTMLSelectElement).value as Locale;
    this.dispatchEvent(new CustomEvent('jawort-locale', { detail }) satisfies LocaleEvent);
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const preChat = this.#answers();
    if (!preChat || this.isBusy) return;
    this.isBusy = true;
    this.error = null;
    try {
      await this.begin?.(preChat);
    } catch (error) {
      this.error = refusalOf(error);
    } finally {
      this.isBusy = false;
    }
  };

  #answers(): PreChat | null {
    if (!this.form || !this.language) return null;
    const form = new FormData(this.form);
    const answer = (field: string) => {
      const value = form.get(field);
      return typeof value === 'string' ? value.trim() : '';
    };
    const name = answer('name');
    return { topic: answer('topic'), locale: this.language.locale, ...(name && { name }) };
  }
}

function whoIsThere({ name, staffed }: SiteInfo, { words }: Language): TemplateResult {
  if (staffed) return html`<p class="who">${presence(true)}<span>${name}: ${words.staffed}</span></p>`;
  return html`<div class="who quiet">
    ${presence(false)}
    <div>
      <p>${words.unstaffed}</p>
      <p class="soft">${words.unstaffedNext} ${words.unstaffedWhere}</p>
    </div>
  </div>`;
}

function topics({ topics }: SiteInfo, { words, locale }: Language): TemplateResult {
  return html`<fieldset>
    <legend>${words.greeting}</legend>
    ${topics.map(
      ({ id, label }, index) =>
        html`<label class="topic"
          ><input type="radio" name="topic" value=${id} required ?checked=${index === 0} /><span
            >${label[locale]}</span
          ></label
        >`,
    )}
  </fieldset>`;
}

function nameField({ words }: Language): TemplateResult {
  return html`<label class="field">
    <span>${words.name} <span class="soft">· ${words.optional}</span></span>
    <input name="name" maxlength="80" autocomplete="name" placeholder=${words.namePlaceholder} />
  </label>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-pre-chat': JawortPreChat;
  }
}
