import type { RequestId } from '@jawort/shared/domain/ids';
import type { ConsentView } from '@jawort/shared/domain/records';
import type { ConversationActions, ConversationState } from '@jawort/widget/core/types';
import { saveFile } from '@jawort/widget/host';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Attempt } from '../controllers/attempt.ts';
import { errorText } from '../locales/error-text.ts';
import { base } from '../styles/base.ts';
import { consentStyles } from '../styles/consent.ts';
import './consent-dialog.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';
import { recordingState } from './recording-state.ts';
import { visitorName, visitorOf } from './people.ts';

/** Whether this call is being recorded, who has consented, and what one can do about one's own consent. */
@customElement('console-consent')
export class ConsoleConsent extends ConsoleElement {
  static override readonly styles = [base, consentStyles];

  @property({ attribute: false }) state: ConversationState | null = null;
  @property({ attribute: false }) actions: ConversationActions = {};
  @property({ attribute: false }) now = 0;

  @state() private dismissed: RequestId | null = null;

  readonly #ask = new Attempt(this);
  readonly #withdraw = new Attempt(this);

  override render(): TemplateResult | typeof nothing {
    const { state, words } = this;
    if (!state) return nothing;
    return html`<section aria-label=${words.consent.region}>
        <div class="bar">
          ${recordingState(state.recording, words, this.formats, this.now)}
          <dl>
            <div>
              <dt>${words.consent.mine}</dt>
              <dd>${this.#mine(state.consent.mine)}</dd>
            </div>
            <div>
              <dt>${words.consent.theirs(visitorName(state.conversation, words))}</dt>
              <dd>${this.#theirs(state)}</dd>
            </div>
          </dl>
          <div class="deeds">${this.#deeds(state)}</div>
        </div>
        ${this.#error()}
      </section>
      ${this.#question(state)}`;
  }

  #mine(mine: ConsentView['mine']): TemplateResult | string {
    const { consent } = this.words;
    if (mine.state !== 'given') return consent[mine.state];
    const parts = this.words.joined(mine.modalities.map((one) => this.words.modalities[one]));
    return html`<span class="yes">${icon('check')}${consent.given} · ${parts}</span>`;
  }

  // Refused and not answered are the same word (RG5): all that is known here is who has a consent in force.
  #theirs({ consent, conversation }: ConversationState): TemplateResult | string {
    const visitor = visitorOf(conversation);
    const isGiven = visitor !== undefined && consent.given.includes(visitor.ref);
    if (!isGiven) return this.words.consent.none;
    return html`<span class="yes">${icon('check')}${this.words.consent.given}</span>`;
  }

  #deeds({ consent: { mine, request } }: ConversationState): TemplateResult {
    return html`${this.#askDeed(mine)} ${this.#withdrawDeed()}
    ${'receipt' in mine ? this.#saveDeed(mine.receipt) : nothing}
    ${
      mine.state === 'asked' && request?.request === this.dismissed
        ? html`<button @click=${() => (this.dismissed = null)}>${this.words.consent.showQuestion}</button>`
        : nothing
    }`;
  }

  #askDeed({ state: mine }: ConsentView['mine']): TemplateResult | typeof nothing {
    const { askConsent } = this.actions;
    if (!askConsent) return nothing;
    const { ask, again, asking } = this.words.consent;
    const label = mine === 'unasked' ? ask : again;
    return html`<button ?disabled=${this.#ask.isBusy} @click=${() => this.#ask.run(askConsent)}>
      ${this.#ask.isBusy ? asking : label}
    </button>`;
  }

  #withdrawDeed(): TemplateResult | typeof nothing {
    const { withdraw } = this.actions;
    if (!withdraw) return nothing;
    const { withdraw: label, withdrawing } = this.words.consent;
    return html`<button ?disabled=${this.#withdraw.isBusy} @click=${() => this.#withdraw.run(withdraw)}>
      ${this.#withdraw.isBusy ? withdrawing : label}
    </button>`;
  }

  #saveDeed(receipt: string): TemplateResult {
    const { save } = this.words.consent;
    return html`<button
      class="quiet save"
      title=${save}
      aria-label=${save}
      @click=${() => this.#save(receipt)}
    >
      ${icon('save')}<span>${save}</span>
    </button>`;
  }

  #save(receipt: string): void {
    const known = this.state?.receipts.find((one) => one.receipt === receipt);
    const kept = known ?? { receipt, statement: null };
    const name = `${this.words.consent.receiptFile}-${this.state?.conversation?.id ?? ''}.json`;
    saveFile(name, 'application/json', `${JSON.stringify(kept, null, 2)}\n`);
  }

  #question({ consent: { mine, request } }: ConversationState): TemplateResult | typeof nothing {
    const { question } = this.actions;
    if (mine.state !== 'asked' || !request || request.request === this.dismissed) return nothing;
    if (!question) return html`<p class="loading" role="status">${this.words.consent.loading}</p>`;
    return html`<console-consent-dialog
      .locale=${this.locale}
      .question=${question}
      @dismissed=${() => (this.dismissed = request.request)}
    ></console-consent-dialog>`;
  }

  #error(): TemplateResult | typeof nothing {
    const code = this.#ask.error ?? this.#withdraw.error;
    return code ? html`<p class="error" role="alert">${errorText(this.words, code)}</p>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-consent': ConsoleConsent;
  }
}
