import type { CallKind } from '@jawort/shared/domain/records';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConversationActions } from '../core/types.ts';
import type { Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { composerStyles } from './composer-styles.ts';
import { icon, icons } from './icon.ts';

const maxLength = 8000;

/** Fired when a call is wanted: `detail` is its kind. */
export type CallEvent = CustomEvent<CallKind>;

/** Where a message is written: Enter sends, Shift and Enter break the line, and an input method's Enter does neither. */
@customElement('jawort-composer')
export class JawortComposer extends LitElement {
  static override readonly styles = [base, composerStyles];

  @property({ attribute: false }) actions: ConversationActions = {};
  @property({ attribute: false }) language: Language | null = null;

  @state() private length = 0;

  @query('textarea') private readonly field!: HTMLTextAreaElement | null;

  override focus(): void {
    void this.updateComplete.then(() => this.field?.focus());
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.language) return nothing;
    const { words } = this.language;
    const over = this.length - maxLength;
    return html`
      ${over > 0 ? html`<p class="over" role="alert">${words.tooLong(over)}</p>` : nothing}
      <div class="row">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${words.message}
          placeholder=${words.messagePlaceholder}
          aria-invalid=${over > 0}
          @input=${this.#input}
          @keydown=${this.#keydown}
          @blur=${() => this.actions.setTyping?.(false)}
        ></textarea>
        <button class="primary square" title=${words.send} @click=${this.#send}>
          ${icon(icons.send)}<span class="unseen">${words.send}</span>
        </button>
      </div>
      ${this.actions.startCall ? this.#calls(words.voiceCall, words.videoCall) : nothing}
    `;
  }

  #calls(voice: string, video: string): TemplateResult {
    return html`<div class="row calls">
      <button class="plain" @click=${() => this.#call('voice')}>${icon(icons.phone)}${voice}</button>
      <button class="plain" @click=${() => this.#call('video')}>${icon(icons.video)}${video}</button>
    </div>`;
  }

  #call(detail: CallKind): void {
    this.dispatchEvent(new CustomEvent('jawort-call', { detail }) satisfies CallEvent);
  }

  readonly #input = (): void => {
    this.length = this.field?.value.length ?? 0;
    this.#grow();
    this.actions.setTyping?.(this.length > 0);
  };

  #grow(): void {
    if (!this.field) return;
    this.field.style.blockSize = 'auto';
    this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  readonly #send = (): void => {
    const text = this.field?.value.trim() ?? '';
    const { send } = this.actions;
    if (!this.field || !send || text.length === 0 || text.length > maxLength) return;
    send(text);
    this.field.value = '';
    this.#input();
    this.field.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-composer': JawortComposer;
  }
}
