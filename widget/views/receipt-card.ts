import type { Event } from '@jawort/shared/events/event';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConversationActions, ConversationState, Receipt } from '../core/types.ts';
import { saveFile } from '../host.ts';
import { callWordsOf, type CallWords } from '../locales/call-words.ts';
import type { Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { callIcons } from './call-icons.ts';
import { icon } from './icon.ts';
import { nameOf } from './people.ts';
import { receiptCardStyles } from './receipt-card-styles.ts';
import { eventOf } from './receipt-facts.ts';

/** A countersigned consent or withdrawal, to keep; one's own consent can be withdrawn here as well. */
@customElement('jawort-receipt')
export class JawortReceipt extends LitElement {
  static override readonly styles = [base, receiptCardStyles];

  @property({ attribute: false }) receipt: Receipt | null = null;
  @property({ attribute: false }) state: ConversationState | null = null;
  @property({ attribute: false }) language: Language | null = null;
  @property({ attribute: false }) withdraw: ConversationActions['withdraw'];

  override render(): TemplateResult | typeof nothing {
    const { receipt, state, language } = this;
    if (!receipt || !state || !language) return nothing;
    const words = callWordsOf(language.locale);
    const event = eventOf(receipt);
    return html`<div class="card">
      <p class="title">${icon(callIcons.receipt)}<span>${titleOf(event, state, words, language)}</span></p>
      <p><time class="soft" datetime=${event.at}>${language.moment(event.at)}</time></p>
      <div class="deeds">
        <button class="link" @click=${() => save(receipt, event, words)}>${words.save}</button>
        ${
          this.#isInForce(receipt, state)
            ? html`<button class="link" @click=${() => this.withdraw?.().catch(() => undefined)}>
                ${words.withdraw}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #isInForce({ receipt }: Receipt, { consent: { mine } }: ConversationState): boolean {
    return this.withdraw !== undefined && mine.state === 'given' && mine.receipt === receipt;
  }
}

function titleOf({ body }: Event, state: ConversationState, words: CallWords, language: Language): string {
  const party = 'party' in body ? body.party : null;
  const isMine = party === state.me;
  const name = nameOf(state.conversation, party, language.words);
  if (body.type === 'consent.withdrawn') return isMine ? words.myWithdrawal : words.withdrawalOf(name);
  return isMine ? words.myReceipt : words.receiptOf(name);
}

function save({ receipt, statement }: Receipt, { at, body }: Event, words: CallWords): void {
  const kind = body.type === 'consent.withdrawn' ? words.withdrawalFile : words.receiptFile;
  const name = `jawort-${kind}-${at.slice(0, 19).replaceAll(':', '-')}.json`;
  saveFile(name, 'application/json', `${JSON.stringify({ receipt, statement }, null, 2)}\n`);
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-receipt': JawortReceipt;
  }
}
