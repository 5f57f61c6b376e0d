import type { Notice } from '@jawort/shared/consent/notice';
import type { RequestId } from '@jawort/shared/domain/ids';
import type { Modality } from '@jawort/shared/domain/records';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { refusalOf } from '../core/request-refused.ts';
import type { ConsentQuestion } from '../core/types.ts';
import { callWordsOf, type CallWords } from '../locales/call-words.ts';
import { sentenceOf, type Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { consentDialogStyles } from './consent-dialog-styles.ts';
import { icon, icons } from './icon.ts';
import { printNotice } from './print-notice.ts';

type Page = 'short' | 'full' | 'plain';

/**
 * The question whether the call may be recorded, in the very words of the notice that will be signed (EV1). Nothing is ticked, Yes
 * and No are twins, and Esc is no answer (RG6).
 */
@customElement('jawort-consent-dialog')
export class JawortConsentDialog extends LitElement {
  static override readonly styles = [base, consentDialogStyles];

  /** `null` while it is being fetched. */
  @property({ attribute: false }) question: ConsentQuestion | null = null;
  @property({ attribute: false }) request: RequestId | null = null;
  @property({ attribute: false }) language: Language | null = null;

  @state() private chosen: readonly Modality[] = [];
  @state() private page: Page = 'short';
  @state() private isBusy = false;
  @state() private complaint: string | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('request')) return;
    this.chosen = [];
    this.page = 'short';
    this.complaint = null;
  }

  override firstUpdated(): void {
    const isWriting = this.ownerDocument.activeElement?.shadowRoot?.activeElement;
    if (!isWriting) this.renderRoot.querySelector<HTMLElement>('section')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.language) return nothing;
    const words = callWordsOf(this.language.locale);
    const notice = this.question?.notice;
    return html`<section
      role="dialog"
      tabindex="-1"
      lang=${notice?.lang ?? nothing}
      aria-labelledby="question"
      aria-busy=${this.isBusy}
      @keydown=${this.#keydown}
    >
      ${notice ? this.#asked(notice, words) : html`<h2 id="question" class="wait">${words.fetching}</h2>`}
    </section>`;
  }

  #asked(notice: Notice, words: CallWords): TemplateResult {
    return html`
      <div class="text" tabindex="0">
        <div class="head">
          <h2 id="question">${notice.question}</h2>
          <button class="plain square" title=${words.later} aria-label=${words.later} @click=${this.#later}>
            ${icon(icons.close)}
          </button>
        </div>
        ${this.#page(notice)}
      </div>
      <div class="answer">
        <p class="freedom">${notice.freedom}</p>
        ${this.#modalities(notice)}
        ${this.complaint && html`<p class="complaint" role="alert">${this.complaint}</p>`}
        <div class="twins">
          <button @click=${this.#refuse}>${notice.no}</button>
          <button @click=${() => this.#give(words)}>${notice.yes}</button>
        </div>
        <nav>
          ${this.#pageButton('full', words.fullNotice, words.shortNotice)}
          <button class="link" @click=${() => printNotice(this.ownerDocument, notice)}>${words.print}</button>
          ${this.#pageButton('plain', words.plainNotice, words.shortNotice)}
        </nav>
        <p class="unseen" role="status">${this.isBusy ? words.signing : ''}</p>
      </div>
    `;
  }

  #page(notice: Notice): TemplateResult {
    if (this.page !== 'short') return html`<p class="long">${notice[this.page]}</p>`;
    return html`<dl>
      ${notice.facts.map(
        ({ label, text }) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #pageButton(page: Page, label: string, back: string): TemplateResult {
    const isShown = this.page === page;
    return html`<button
      class="link"
      aria-pressed=${isShown}
      @click=${() => (this.page = isShown ? 'short' : page)}
    >
      ${isShown ? back : label}
    </button>`;
  }

  #modalities(notice: Notice): TemplateResult {
    return html`<div class="modalities" role="group" aria-labelledby="question">
      ${notice.modalities.map(
        ({ id, label }) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${this.chosen.includes(id)}
              @change=${() => this.#toggle(id)}
            />${label}</label
          >`,
      )}
      <button class="link" @click=${() => (this.chosen = notice.modalities.map(({ id }) => id))}>
        ${notice.all}
      </button>
    </div>`;
  }

  #toggle(modality: Modality): void {
    const others = this.chosen.filter((one) => one !== modality);
    this.chosen = others.length === this.chosen.length ? [...others, modality] : others;
  }

  async #give(words: CallWords): Promise<void> {
    const ordered = this.question?.notice.modalities.map(({ id }) => id) ?? [];
    const modalities = ordered.filter((one) => this.chosen.includes(one));
    if (modalities.length === 0) this.complaint = words.chooseFirst;
    else await this.#answer((question) => question.give(modalities));
  }

  readonly #refuse = (): Promise<void> => this.#answer((question) => question.refuse());

  async #answer(send: (question: ConsentQuestion) => Promise<void>): Promise<void> {
    if (!this.question || this.isBusy) return;
    this.isBusy = true;
    this.complaint = null;
    try {
      await send(this.question);
    } catch (error) {
      this.complaint = this.language && sentenceOf(this.language, refusalOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#later();
  };

  readonly #later = (): void => {
    this.dispatchEvent(new CustomEvent('jawort-later'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-consent-dialog': JawortConsentDialog;
  }
}
