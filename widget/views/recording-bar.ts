import type { Modality } from '@jawort/shared/domain/records';
import type { Refusal } from '@jawort/shared/protocol/ack';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { refusalOf } from '../core/request-refused.ts';
import type { ConversationActions, ConversationState } from '../core/types.ts';
import type { CallWords } from '../locales/call-words.ts';
import { sentenceOf, type Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { nameOf } from './people.ts';
import { recordingBarStyles } from './recording-bar-styles.ts';
import { recordingShape } from './recording-sign.ts';

/**
 * Whether recording runs and what one has consented to, at every moment of a call. A refusal looks like no answer, here and on the
 * other side (RG5).
 */
@customElement('jawort-recording-bar')
export class JawortRecordingBar extends LitElement {
  static override readonly styles = [base, recordingBarStyles];

  @property({ attribute: false }) state: ConversationState | null = null;
  @property({ attribute: false }) actions: ConversationActions = {};
  @property({ attribute: false }) language: Language | null = null;
  @property({ attribute: false }) words: CallWords | null = null;
  /** Whether a question waits that was put off. */
  @property({ attribute: false }) isPutOff = false;

  @state() private isOpen = false;
  @state() private isWithdrawing = false;
  @state() private error: Refusal | null = null;

  override render(): TemplateResult | typeof nothing {
    const { state, words, language } = this;
    if (!state || !words || !language) return nothing;
    return html`
      <div class="bar">
        ${recordingSign(state, words)}
        <button class="link" aria-expanded=${this.isOpen} @click=${this.#toggle}>${words.details}</button>
        <p class="mine">${myConsent(state, words, language)}</p>
        ${this.#deed(words)}
      </div>
      ${this.isOpen ? this.#details(state, words, language) : nothing}
      ${this.error && html`<p class="error" role="alert">${sentenceOf(language, this.error)}</p>`}
    `;
  }

  #deed(words: CallWords): TemplateResult | typeof nothing {
    if (this.isPutOff)
      return html`<button class="deed" @click=${this.#toQuestion}>${words.question}</button>`;
    if (!this.actions.withdraw && !this.isWithdrawing) return nothing;
    return html`<button class="deed" ?disabled=${this.isWithdrawing} @click=${this.#withdraw}>
      ${this.isWithdrawing ? words.withdrawing : words.withdraw}
    </button>`;
  }

  #details(state: ConversationState, words: CallWords, language: Language): TemplateResult {
    const { recording, consent, conversation, me } = state;
    const names = consent.given.map((ref) =>
      ref === me ? language.words.you : nameOf(conversation, ref, language.words),
    );
    return html`<div class="details">
      <p>
        ${recording.state === 'on' ? words.recordingSince(language.time(recording.since)) : words.recordingOff}
        ${words.bothNeeded}
      </p>
      ${names.length > 0 ? html`<p>${words.inForce(language.list(names))}</p>` : nothing}
      ${
        this.actions.askConsent
          ? html`<button @click=${this.#try(this.actions.askConsent)}>${words.ask}</button>`
          : nothing
      }
    </div>`;
  }

  readonly #toggle = (): void => {
    this.isOpen = !this.isOpen;
  };

  readonly #toQuestion = (): void => {
    this.dispatchEvent(new CustomEvent('jawort-to-question'));
  };

  readonly #withdraw = async (): Promise<void> => {
    const { withdraw } = this.actions;
    if (!withdraw) return;
    this.isWithdrawing = true;
    await this.#try(withdraw)();
    this.isWithdrawing = false;
  };

  #try(deed: () => Promise<void>): () => Promise<void> {
    return async () => {
      this.error = null;
      await deed().catch((error: unknown) => (this.error = refusalOf(error)));
    };
  }
}

function recordingSign({ recording }: ConversationState, words: CallWords): TemplateResult {
  const isOn = recording.state === 'on';
  return html`<p class="sign ${isOn ? 'on' : ''}" role="status">
    ${recordingShape(recording)} ${isOn ? words.recording : words.notRecording}
  </p>`;
}

function myConsent({ consent: { mine } }: ConversationState, words: CallWords, { list }: Language): string {
  if (mine.state !== 'given') return words.noConsent;
  return words.myConsent(list(mine.modalities.map((one: Modality) => words.modalities[one])));
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-recording-bar': JawortRecordingBar;
  }
}
