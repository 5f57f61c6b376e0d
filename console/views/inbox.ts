import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Inbox, InboxItem } from '@jawort/shared/protocol/snapshot';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Ticker } from '../controllers/ticker.ts';
import { base } from '../styles/base.ts';
import { emptyStyles } from '../styles/empty.ts';
import { ConsoleElement } from './console-element.ts';
import './inbox-row.ts';
import { inboxSections } from './inbox-sections.ts';

/** How a topic of a site is called in a language. */
export type TopicLabel = (site: string, topic: string) => string;

/** All conversations that concern the agent: waiting, own, closed. */
@customElement('console-inbox')
export class ConsoleInbox extends ConsoleElement {
  static override readonly styles = [
    base,
    emptyStyles,
    css`
      :host {
        padding-block-end: 16px;
      }
      h2 {
        display: flex;
        justify-content: space-between;
        padding: 16px 16px 4px;
        font-size: var(--size-14);
        font-weight: 600;
      }
      h2 .small {
        font-weight: 400;
      }
      .hint {
        padding: 4px 16px 8px;
        font-size: var(--size-14);
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) inbox: Inbox | null = null;
  @property({ attribute: false }) chosen: ConversationId | null = null;
  @property({ attribute: false }) topicLabel: TopicLabel = (_site, topic) => topic;

  readonly #ticker = new Ticker(this);

  /** Takes the keyboard to a conversation's row. */
  async focusRow(conversation: ConversationId): Promise<void> {
    await this.updateComplete;
    const rows = [...this.renderRoot.querySelectorAll('console-inbox-row')];
    rows.find(({ item }) => item?.conversation === conversation)?.focus();
  }

  override render(): TemplateResult {
    const { words, inbox } = this;
    if (!inbox) return html`<p class="hint" role="status">${words.inbox.loading}</p>`;
    const { waiting, own, closed } = inboxSections(inbox);
    return html`
      <h1 class="visually-hidden">${words.inbox.title}</h1>
      ${this.#heading(words.inbox.waiting, waiting.length, words.inbox.promise)}
      ${waiting.length > 0 ? this.#list(waiting) : this.#nobody()}
      ${this.#heading(words.inbox.own, own.length)}
      ${own.length > 0 ? this.#list(own) : html`<p class="hint">${words.inbox.noOwn}</p>`}
      ${closed.length > 0 ? [this.#heading(words.inbox.closed, closed.length), this.#list(closed)] : nothing}
      <p class="visually-hidden" role="status">
        ${waiting.length > 0 ? words.inbox.newest(waiting.length) : words.inbox.nobody}
      </p>
    `;
  }

  #heading(name: string, count: number, aside = ''): TemplateResult {
    return html`<h2>
      <span>${name} <span class="figure small">${count}</span></span>
      ${count > 0 ? html`<span class="small">${aside}</span>` : nothing}
    </h2>`;
  }

  #nobody(): TemplateResult {
    const { emptyTitle, emptyText } = this.words.inbox;
    return html`<div class="hint"><strong>${emptyTitle}</strong><br />${emptyText}</div>`;
  }

  #list(items: readonly InboxItem[]): TemplateResult {
    return html`<ul>
      ${repeat(
        items,
        ({ conversation }) => conversation,
        (item) => html`<li>${this.#row(item)}</li>`,
      )}
    </ul>`;
  }

  #row(item: InboxItem): TemplateResult {
    return html`<console-inbox-row
      .locale=${this.locale}
      .item=${item}
      .topic=${this.topicLabel(item.site, item.topic)}
      .now=${this.#ticker.now}
      ?chosen=${item.conversation === this.chosen}
    ></console-inbox-row>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-inbox': ConsoleInbox;
  }
}
