import type { ConversationActions } from '@jawort/widget/core/types';
import type { ConversationId } from '@jawort/shared/domain/ids';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';

/** Where the agent writes. */
@customElement('console-composer')
export class ConsoleComposer extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      form {
        display: flex;
        gap: 8px;
        align-items: flex-end;
        max-inline-size: 792px;
        margin-inline: auto;
        padding: 4px 16px 4px;
      }
      textarea {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 44px;
        max-block-size: calc(5lh + 20px);
        padding: 9px 12px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        resize: none;
        field-sizing: content;
      }
      button {
        min-block-size: 44px;
      }
      .hint {
        max-inline-size: 792px;
        margin-inline: auto;
        padding: 0 16px 12px;
      }
      @media (width < 480px) {
        button span,
        .hint {
          display: none;
        }
        form {
          padding: 4px 8px 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) conversation: ConversationId | null = null;
  @property({ attribute: false }) actions: ConversationActions = {};
  @property({ type: Boolean }) offline = false;

  @query('textarea') private readonly field!: HTMLTextAreaElement;

  readonly #drafts = new Map<ConversationId | null, string>();

  override focus(): void {
    this.field.focus();
  }

  // What was begun for one person must never stand in the field of another.
  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('conversation')) return;
    this.#drafts.set(changed.get('conversation') ?? null, this.field.value);
    this.field.value = this.#drafts.get(this.conversation) ?? '';
  }

  override render(): TemplateResult {
    const { composer } = this.words;
    return html`<form @submit=${this.#submit}>
        <label class="visually-hidden" for="field">${composer.label}</label>
        <textarea
          id="field"
          rows="1"
          maxlength="8000"
          placeholder=${composer.placeholder}
          aria-describedby="hint"
          @keydown=${this.#onKey}
          @input=${this.#onInput}
          @blur=${() => this.actions.setTyping?.(false)}
        ></textarea>
        <button class="primary" title=${composer.send} ?disabled=${!this.actions.send}>
          ${icon('send')}<span>${composer.send}</span>
        </button>
      </form>
      <p class="hint small" id="hint">${this.offline ? composer.offline : composer.hint}</p>`;
  }

  #onInput(): void {
    this.actions.setTyping?.(this.field.value.trim() !== '');
  }

  // While an input method composes a word, Enter takes the word and sends nothing; Safari says so by key code alone.
  #onKey(event: KeyboardEvent): void {
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send();
    this.field.focus();
  }

  #send(): void {
    const text = this.field.value.trim();
    if (text === '' || !this.actions.send) return;
    this.actions.send(text);
    this.field.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-composer': ConsoleComposer;
  }
}
