import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ConversationActions, ConversationState } from '../core/types.ts';
import { StickToEnd } from '../core/lit/stick-to-end.ts';
import { sentenceOf, type Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { icon, icons } from './icon.ts';
import { linkedText } from '../core/lit/linked-text.ts';
import { messagesStyles } from './messages-styles.ts';
import { nameOf } from './people.ts';
import { timelineOf, type LogMessage, type Row, type TimeOfReceipt } from '../core/log-rows.ts';

type RowOf<Type extends Row['type']> = Extract<Row, { readonly type: Type }>;

/** The log of a conversation. */
@customElement('jawort-messages')
export class JawortMessages extends LitElement {
  static override readonly styles = [base, messagesStyles];

  @property({ attribute: false }) state: ConversationState | null = null;
  @property({ attribute: false }) actions: ConversationActions = {};
  /** Whether the log is on a screen that somebody looks at. */
  @property({ attribute: false }) isSeen = false;
  @property({ attribute: false }) language: Language | null = null;

  /** `null` until the code that reads receipts is here; they are not shown before. */
  @property({ attribute: false }) timeOfReceipt: TimeOfReceipt | null = null;

  @query('.log') private readonly log!: HTMLElement | null;

  readonly #end = new StickToEnd(this, () => this.log);

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (before && this.state && this.state.pending.length > before.pending.length) this.#end.toEnd();
  }

  override updated(): void {
    if (this.isSeen && this.#end.isAtEnd) this.actions.markRead?.();
  }

  override render(): TemplateResult | typeof nothing {
    const { state, language } = this;
    if (!state || !language) return nothing;
    const rows = timelineOf(state, this.timeOfReceipt);
    return html`
      <div class="log" role="log" aria-live="polite" aria-label=${language.words.log} tabindex="0">
        <div class="rows">${rows.map((row) => this.#row(row, state, language))}</div>
      </div>
      ${this.#end.isAtEnd ? nothing : this.#newest(language)}
    `;
  }

  #newest({ words }: Language): TemplateResult {
    return html`<button class="newest square" title=${words.newest} @click=${() => this.#end.toEnd()}>
      ${icon(icons.down)}<span class="unseen">${words.newest}</span>
    </button>`;
  }

  #row(row: Row, state: ConversationState, language: Language): TemplateResult {
    switch (row.type) {
      case 'day':
        return html`<p class="day">${language.day(row.at)}</p>`;
      case 'run':
        return this.#run(row, state, language);
      case 'receipt':
        return this.#receipt(row, state, language);
      case 'call-ended':
        return html`<p class="day">${language.words.callEnded[row.reason]} · ${language.time(row.at)}</p>`;
    }
  }

  #receipt({ receipt }: RowOf<'receipt'>, state: ConversationState, language: Language): TemplateResult {
    return html`<jawort-receipt
      .receipt=${receipt}
      .state=${state}
      .language=${language}
      .withdraw=${this.actions.withdraw}
    ></jawort-receipt>`;
  }

  #run({ author, messages }: RowOf<'run'>, state: ConversationState, language: Language): TemplateResult {
    const isOwn = author === state.me;
    const name = isOwn ? language.words.you : nameOf(state.conversation, author, language.words);
    return html`<div class="run ${isOwn ? 'own' : 'other'}">
      <p class=${isOwn ? 'unseen' : 'author'}>${name}</p>
      ${messages.map((message) => this.#message(message, language))} ${meta(messages.at(-1), language)}
    </div>`;
  }

  #message(message: LogMessage, language: Language): TemplateResult {
    return html`<p class="bubble ${message.delivery ?? ''}" dir="auto">${linkedText(message.text)}</p>
      ${message.pending?.error ? this.#failure(message, language) : nothing}`;
  }

  #failure({ pending }: LogMessage, language: Language): TemplateResult | typeof nothing {
    if (!pending?.error) return nothing;
    const { retry } = this.actions;
    return html`<p class="failure">
      <span>${language.words.notSent} ${sentenceOf(language, pending.error)}</span>
      ${retry && html`<button class="link" @click=${() => retry(pending.id)}>${language.words.retry}</button>`}
    </p>`;
  }
}

function meta(message: LogMessage | undefined, { words, time }: Language): TemplateResult | typeof nothing {
  if (!message || message.delivery === 'failed') return nothing;
  const { at, delivery } = message;
  return html`<p class="meta">
    <time datetime=${at}>${time(at)}</time>
    ${delivery ? html`<span>${marks[delivery]} ${words[delivery]}</span>` : nothing}
  </p>`;
}

const marks = { sending: '…', sent: '✓', delivered: '✓', read: '✓✓' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'jawort-messages': JawortMessages;
  }
}
