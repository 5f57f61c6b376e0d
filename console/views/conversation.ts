import type { ConversationId } from '@jawort/shared/domain/ids';
import type { CallKind } from '@jawort/shared/domain/records';
import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { ConversationClient } from '@jawort/widget/core/types';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Attempt } from '../controllers/attempt.ts';
import { errorText } from '../locales/error-text.ts';
import { hrefOf } from '../route.ts';
import { askStyles } from '../styles/ask.ts';
import { base } from '../styles/base.ts';
import { conversationStyles } from '../styles/conversation.ts';
import { emptyStyles } from '../styles/empty.ts';
import { faceStyles } from '../styles/face.ts';
import './call.ts';
import './composer.ts';
import type { ConsoleComposer } from './composer.ts';
import { ConsoleElement } from './console-element.ts';
import { icon, type IconName } from './icon.ts';
import './messages.ts';
import { face } from './people.ts';

/** One conversation: who it is with, the call, what was written, and where to write. */
@customElement('console-conversation')
export class ConsoleConversation extends ConsoleElement {
  static override readonly styles = [base, askStyles, faceStyles, emptyStyles, conversationStyles];

  @property({ attribute: false }) item: InboxItem | null = null;
  /** `null` while the conversation is nobody's yet. */
  @property({ attribute: false }) client: ConversationClient | null = null;
  @property({ attribute: false }) topic = '';
  @property({ attribute: false }) accept: ((conversation: ConversationId) => Promise<unknown>) | undefined;
  @property({ attribute: false }) togglePerson: () => void = () => undefined;
  @property({ type: Boolean }) personShown = false;

  @state() private isClosing = false;

  @query('console-composer') private readonly composer!: ConsoleComposer | null;
  @query('.accept') private readonly acceptButton!: HTMLElement | null;

  readonly #subscription = new Subscription(this);
  readonly #attempt = new Attempt(this);

  /** Takes the keyboard to where one goes on: the field, or the button that opens it. */
  reply(): void {
    (this.composer ?? this.acceptButton)?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#subscription.follow(this.client);
    if (!changed.has('item') || changed.get('item')?.conversation === this.item?.conversation) return;
    this.isClosing = false;
    this.#attempt.forget();
  }

  override render(): TemplateResult {
    const { item, words } = this;
    if (!item) return this.#none();
    return html`
      ${this.#header(item)} ${this.isClosing ? this.#closeAsk() : nothing}
      ${
        this.#attempt.error
          ? html`<p class="error" role="alert">${errorText(words, this.#attempt.error)}</p>`
          : nothing
      }
      ${this.client ? this.#talk(this.client) : this.#waiting(item)}
    `;
  }

  #none(): TemplateResult {
    const { noneTitle, noneText } = this.words.conversation;
    return html`<div class="empty">
      <h2>${noneTitle}</h2>
      <p>${noneText}</p>
    </div>`;
  }

  #header(item: InboxItem): TemplateResult {
    const { conversation, back } = this.words;
    const actions = this.client?.actions ?? {};
    return html`<header>
      <a
        class="button quiet icon back"
        href=${hrefOf({ page: 'conversations', conversation: null })}
        aria-label=${back}
        title=${back}
        >${icon('back')}</a
      >
      ${face(item.visitor)}
      <div class="who">
        <h2>${item.visitor ?? this.words.visitor}</h2>
        <p class="small">${this.topic}</p>
      </div>
      ${actions.startCall ? [this.#callButton('video', 'video'), this.#callButton('voice', 'phone')] : nothing}
      ${
        actions.closeConversation ? button('check', conversation.end, () => (this.isClosing = true)) : nothing
      }
      <button
        class="quiet icon"
        title=${this.personShown ? conversation.hidePerson : conversation.person}
        aria-label=${conversation.person}
        aria-expanded=${this.personShown}
        @click=${this.togglePerson}
      >
        ${icon('person')}
      </button>
    </header>`;
  }

  #callButton(kind: CallKind, name: IconName): TemplateResult {
    return button(name, this.words.conversation[kind], () =>
      this.#attempt.run(() => this.client?.actions.startCall?.(kind) ?? Promise.resolve()),
    );
  }

  #closeAsk(): TemplateResult {
    const { conversation } = this.words;
    return html`<div class="ask" role="group" aria-label=${conversation.end}>
      <p role="alert">${conversation.endAsk}</p>
      <button @click=${this.#close}>${conversation.endYes}</button>
      <button @click=${() => (this.isClosing = false)}>${conversation.endNo}</button>
    </div>`;
  }

  #close(): void {
    this.isClosing = false;
    void this.#attempt.run(this.client?.actions.closeConversation);
  }

  #talk({ state, actions, session }: ConversationClient): TemplateResult {
    const { words, locale } = this;
    if (!state.conversation) return html`<p class="waiting" role="status">${words.conversation.loading}</p>`;
    return html`
      <console-call
        class=${actions.question ? 'asking' : ''}
        .locale=${locale}
        .state=${state}
        .actions=${actions}
        .session=${session}
      ></console-call>
      <console-messages .locale=${locale} .state=${state} .actions=${actions}></console-messages>
      ${
        state.conversation.state === 'closed'
          ? html`<p class="closed">${words.conversation.closed}</p>`
          : html`<console-composer
              .locale=${locale}
              .conversation=${state.conversation.id}
              .actions=${actions}
              ?offline=${state.connection.state !== 'online'}
            ></console-composer>`
      }
    `;
  }

  #waiting({ conversation: id, preview }: InboxItem): TemplateResult {
    const { conversation } = this.words;
    return html`<div class="waiting">
      ${
        preview === null
          ? nothing
          : html`<p class="small">${conversation.lastMessage}</p>
              <blockquote dir="auto">${preview}</blockquote>`
      }
      <button
        class="primary accept"
        ?disabled=${!this.accept || this.#attempt.isBusy}
        @click=${() => this.#attempt.run(() => this.accept?.(id) ?? Promise.resolve())}
      >
        ${this.#attempt.isBusy ? conversation.acceptBusy : conversation.accept}
      </button>
      <p class="small">${conversation.acceptHint}</p>
    </div>`;
  }
}

function button(name: IconName, label: string, press: () => unknown): TemplateResult {
  return html`<button
    class="labelled ${name === 'check' ? '' : 'call-button'}"
    title=${label}
    @click=${press}
  >
    ${icon(name)}<span class="label">${label}</span>
  </button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-conversation': ConsoleConversation;
  }
}
