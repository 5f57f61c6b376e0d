import type { ConversationActions, ConversationState } from '@jawort/widget/core/types';
import { StickToEnd } from '@jawort/widget/core/lit/stick-to-end';
import { linkedText } from '@jawort/widget/core/lit/linked-text';
import { timelineOf, type LogMessage, type Row } from '@jawort/widget/core/log-rows';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Seen } from '../controllers/seen.ts';
import { errorText } from '../locales/error-text.ts';
import { base } from '../styles/base.ts';
import { faceStyles } from '../styles/face.ts';
import { messagesStyles } from '../styles/messages.ts';
import { ConsoleElement } from './console-element.ts';
import { face, nameOf } from './people.ts';

type Run = Extract<Row, { readonly type: 'run' }>;

/** What was written, with its days, states and the end of a call. */
@customElement('console-messages')
export class ConsoleMessages extends ConsoleElement {
  static override readonly styles = [base, faceStyles, messagesStyles];

  @property({ attribute: false }) state: ConversationState | null = null;
  @property({ attribute: false }) actions: ConversationActions = {};

  @query('.log') private readonly log!: HTMLElement | null;

  readonly #seen = new Seen(this);
  readonly #end = new StickToEnd(this, () => this.log);

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (before && this.state && this.state.pending.length > before.pending.length) this.#end.toEnd();
  }

  override updated(): void {
    if (this.#end.isAtEnd && this.#seen.now) this.actions.markRead?.();
  }

  override render(): TemplateResult | typeof nothing {
    const { state, words } = this;
    if (!state) return nothing;
    const rows = timelineOf(state, null);
    return html`
      <div class="log" role="log" aria-label=${words.messages.label} tabindex="0">
        <div class="rows">
          ${rows.length === 0 ? html`<p class="hint">${words.messages.empty}</p>` : nothing}
          ${repeat(
            rows,
            ({ key }) => key,
            (row) => this.#row(row, state),
          )}
        </div>
      </div>
      <p class="typing small" role="status">${this.#typing(state)}</p>
      ${this.#end.isAtEnd ? nothing : this.#newest()}
    `;
  }

  #typing({ typing, conversation, me }: ConversationState): string | typeof nothing {
    const other = typing.find((one) => one !== me);
    return other ? this.words.messages.typing(nameOf(conversation, other, this.words)) : nothing;
  }

  #newest(): TemplateResult {
    return html`<button class="newest" @click=${() => this.#end.toEnd()}>
      ${this.words.messages.newest} ↓
    </button>`;
  }

  #row(row: Row, state: ConversationState): TemplateResult | typeof nothing {
    switch (row.type) {
      case 'day':
        return html`<p class="day">${this.formats.day(row.at)}</p>`;
      case 'run':
        return this.#run(row, state);
      case 'call-ended':
        return html`<p class="day">${this.words.call.ended[row.reason]} · ${this.formats.time(row.at)}</p>`;
      case 'receipt':
        return nothing;
    }
  }

  #run({ author, messages }: Run, { me, conversation }: ConversationState): TemplateResult {
    const isOwn = author === me;
    const person = conversation?.participants.find(({ ref }) => ref === author);
    return html`<div class="run ${isOwn ? 'own' : 'other'}">
      ${isOwn ? nothing : face(person?.name ?? null)}
      <div class="bubbles">
        <p class=${isOwn ? 'visually-hidden' : 'author'}>
          ${isOwn ? this.words.you : nameOf(conversation, author, this.words)}
        </p>
        ${repeat(
          messages,
          ({ id }) => id,
          (message) => this.#message(message),
        )}
        ${this.#meta(messages.at(-1))}
      </div>
    </div>`;
  }

  #message({ text, delivery, pending }: LogMessage): TemplateResult {
    return html`<p class="bubble ${delivery ?? ''}" dir="auto">${linkedText(text)}</p>
      ${pending?.error ? this.#failure(pending) : nothing}`;
  }

  #failure({ id, error }: NonNullable<LogMessage['pending']>): TemplateResult | typeof nothing {
    if (!error) return nothing;
    const { retry } = this.actions;
    return html`<p class="error">
      ${this.words.messages.failed} ${errorText(this.words, error.code)}
      ${retry && html`<button class="link" @click=${() => retry(id)}>${this.words.retry}</button>`}
    </p>`;
  }

  #meta(message: LogMessage | undefined): TemplateResult | typeof nothing {
    if (!message || message.delivery === 'failed') return nothing;
    const { at, delivery } = message;
    return html`<p class="meta small">
      <time class="figure" datetime=${at}>${this.formats.time(at)}</time>
      ${delivery ? html`<span>${marks[delivery]} ${this.words.messages[delivery]}</span>` : nothing}
    </p>`;
  }
}

const marks = { sending: '', sent: '✓', delivered: '✓', read: '✓✓' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'console-messages': ConsoleMessages;
  }
}
