import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { faceStyles } from '../styles/face.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';
import { face } from './people.ts';
import { waitBar } from './wait-bar.ts';

/** One conversation of the inbox. */
@customElement('console-inbox-row')
export class ConsoleInboxRow extends ConsoleElement {
  static override readonly styles = [
    base,
    faceStyles,
    css`
      a {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 0 12px;
        padding: 12px 16px;
        border-inline-start: 3px solid transparent;
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--tint);
      }
      a:focus-visible {
        outline-offset: -3px;
      }
      a[aria-current='page'] {
        border-inline-start-color: var(--accent);
        background: var(--tint);
      }
      .face {
        grid-row: span 3;
      }
      .name {
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .time,
      .tags {
        justify-self: end;
        font-size: var(--size-12);
        color: var(--muted);
        line-height: 24px;
      }
      .topic,
      .preview {
        overflow: hidden;
        font-size: var(--size-14);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .topic,
      .preview {
        color: var(--muted);
      }
      .preview {
        grid-column: 2 / -1;
      }
      .unread .preview {
        color: var(--ink);
      }
      .tags {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .count {
        min-inline-size: 20px;
        padding: 0 6px;
        border-radius: 10px;
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 600;
        line-height: 20px;
        text-align: center;
      }
      .call {
        display: flex;
        gap: 4px;
        align-items: center;
        color: var(--ok);
        font-weight: 600;
      }
      .call svg {
        inline-size: 16px;
        block-size: 16px;
      }
      .wait {
        grid-column: 2 / -1;
        margin-block-start: 6px;
      }
      .wait rect {
        fill: var(--line);
      }
      .wait .grown {
        fill: var(--accent);
      }
      .wait.late .grown {
        fill: var(--danger);
      }
      .late-time {
        color: var(--danger);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        a {
          border-inline-start-color: Canvas;
        }
        a[aria-current='page'] {
          border-inline-start-color: Highlight;
        }
        .count {
          border: 1px solid CanvasText;
        }
        .wait rect {
          fill: GrayText;
        }
        .wait .grown {
          fill: CanvasText !important;
        }
      }
    `,
  ];

  @property({ attribute: false }) item: InboxItem | null = null;
  @property({ attribute: false }) topic = '';
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) chosen = false;

  /** Brings the row into sight and the focus onto it. */
  override focus(): void {
    this.renderRoot.querySelector('a')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { item, words } = this;
    if (!item) return nothing;
    const unread = unreadOf(item);
    return html`<a
      class=${unread > 0 ? 'unread' : ''}
      href=${hrefOf({ page: 'conversations', conversation: item.conversation })}
      aria-current=${this.chosen ? 'page' : nothing}
    >
      ${face(item.visitor)}
      <span class="name">${item.visitor ?? words.visitor}</span>
      ${this.#time(item)}
      <span class="topic">${this.topic}</span>
      <span class="tags">${this.#call(item)} ${this.#unread(unread)} ${this.#language(item)}</span>
      <span class="preview" dir="auto">${item.preview ?? words.inbox.noMessage}</span>
      ${this.#wait(item)}
    </a>`;
  }

  #time({ waitingSince, updatedAt }: InboxItem): TemplateResult {
    if (waitingSince === null)
      return html`<time class="time figure" datetime=${updatedAt}>${this.formats.time(updatedAt)}</time>`;
    const ms = this.now - Date.parse(waitingSince);
    const late = ms > promiseMs ? 'late-time' : '';
    const time = this.formats.wait(ms);
    return html`<span class="time figure ${late}" aria-label=${this.words.inbox.waitingFor(time)} role="img"
      >${time}</span
    >`;
  }

  #wait({ waitingSince }: InboxItem): TemplateResult | typeof nothing {
    if (waitingSince === null) return nothing;
    return waitBar((this.now - Date.parse(waitingSince)) / promiseMs);
  }

  #call({ call }: InboxItem): TemplateResult | typeof nothing {
    if (call === null) return nothing;
    const { ringing, inCall } = this.words.inbox;
    return html`<span class="call">${icon('phone')}${call === 'ringing' ? ringing : inCall}</span>`;
  }

  #unread(count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<span class="count figure" role="img" aria-label=${this.words.inbox.unread(count)}
      >${count}</span
    >`;
  }

  #language({ locale }: InboxItem): TemplateResult {
    const name = this.words.facts.languages[locale];
    return html`<abbr title=${name} aria-label=${name}>${locale.toUpperCase()}</abbr>`;
  }
}

/** Within what time a person is to be answered. */
const promiseMs = 60_000;

function unreadOf({ state, head, read }: InboxItem): number {
  return state === 'closed' ? 0 : Math.max(0, head - read);
}

declare global {
  interface HTMLElementTagNameMap {
    'console-inbox-row': ConsoleInboxRow;
  }
}
