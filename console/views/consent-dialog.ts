import type { Notice } from '@jawort/shared/consent/notice';
import type { Modality } from '@jawort/shared/domain/records';
import type { ConsentQuestion } from '@jawort/widget/core/types';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Attempt } from '../controllers/attempt.ts';
import { errorText } from '../locales/error-text.ts';
import { base } from '../styles/base.ts';
import { consentDialogStyles } from '../styles/consent-dialog.ts';
import { ConsoleElement } from './console-element.ts';
import { isWriting } from './writing.ts';

/** The question for one's own consent, in the notice's exact words. Yes and No are twins; Esc gives no answer. */
@customElement('console-consent-dialog')
export class ConsoleConsentDialog extends ConsoleElement {
  static override readonly styles = [base, consentDialogStyles];

  @property({ attribute: false }) question: ConsentQuestion | null = null;

  @state() private ticked: readonly Modality[] = [];
  @state() private isPickWanted = false;

  @query('h2') private readonly heading!: HTMLElement | null;
  @query('input') private readonly firstBox!: HTMLElement | null;

  readonly #attempt = new Attempt(this);

  // Whoever is writing keeps the focus: a question must not catch an Enter meant for a message.
  override firstUpdated(): void {
    if (!isWriting()) this.heading?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('question');
    if (before && before.notice.version !== this.question?.notice.version) this.ticked = [];
  }

  override render(): TemplateResult | typeof nothing {
    const { question } = this;
    if (!question) return nothing;
    const { notice } = question;
    return html`<div role="dialog" aria-labelledby="question" lang=${notice.lang} @keydown=${this.#onKey}>
      <h2 id="question" tabindex="-1">${notice.question}</h2>
      <dl>
        ${notice.facts.map(
          ({ label, text }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${text}</dd>
            </div>`,
        )}
      </dl>
      <p>${notice.freedom}</p>
      ${this.#modalities(notice)}
      <p class="error" role="alert">${this.#trouble()}</p>
      <div class="twins">
        <button ?disabled=${this.#attempt.isBusy} @click=${() => this.#attempt.run(() => question.refuse())}>
          ${notice.no}
        </button>
        <button ?disabled=${this.#attempt.isBusy} @click=${() => this.#give(question)}>${notice.yes}</button>
      </div>
      <p class="small" role="status">${this.#attempt.isBusy ? this.words.consent.signing : nothing}</p>
      ${this.#more(notice)}
    </div>`;
  }

  #modalities({ modalities, all }: Notice): TemplateResult {
    return html`<fieldset>
      <legend class="visually-hidden">${this.words.consent.pick}</legend>
      ${modalities.map(
        ({ id, label }) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${this.ticked.includes(id)}
              @change=${() => this.#toggle(id)}
            />${label}</label
          >`,
      )}
      <button class="link" @click=${() => this.#tick(modalities.map(({ id }) => id))}>${all}</button>
    </fieldset>`;
  }

  #more({ full, plain, id, version }: Notice): TemplateResult {
    const { consent } = this.words;
    return html`<div class="more" lang=${this.locale}>
      <details>
        <summary>${consent.full}</summary>
        <p class="text" lang=${this.question?.notice.lang ?? this.locale}>${full}</p>
        <p class="small">${consent.noticeFacts(id, version)}</p>
      </details>
      <details>
        <summary>${consent.plain}</summary>
        <p class="text" lang=${this.question?.notice.lang ?? this.locale}>${plain}</p>
      </details>
    </div>`;
  }

  #trouble(): string | typeof nothing {
    if (this.isPickWanted) return this.words.consent.pick;
    return this.#attempt.error ? errorText(this.words, this.#attempt.error) : nothing;
  }

  #toggle(id: Modality): void {
    this.#tick(this.ticked.includes(id) ? this.ticked.filter((one) => one !== id) : [...this.ticked, id]);
  }

  #tick(ticked: readonly Modality[]): void {
    this.ticked = ticked;
    this.isPickWanted = false;
  }

  #give(question: ConsentQuestion): void {
    this.isPickWanted = this.ticked.length === 0;
    if (this.isPickWanted) this.firstBox?.focus();
    else void this.#attempt.run(() => question.give(this.ticked));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.dispatchEvent(new Event('dismissed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-consent-dialog': ConsoleConsentDialog;
  }
}
