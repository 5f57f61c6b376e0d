import type { EventType } from '@jawort/shared/events/event';
import type { Timeline, TimelineEntry } from '@jawort/shared/protocol/http';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { eventText, isDetail } from '../locales/event-text.ts';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';
import { eventShape } from './event-shape.ts';
import { nameOf } from './people.ts';

/** The events of a conversation in their order. */
@customElement('console-events')
export class ConsoleEvents extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      li {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: 8px;
        align-items: baseline;
        padding-block: 3px;
        font-size: var(--size-14);
        line-height: 1.4;
      }
      svg {
        align-self: start;
        margin-block-start: 4px;
        color: var(--muted);
      }
      .consent svg {
        color: var(--ok);
      }
      .recording svg {
        color: var(--recording);
      }
      time {
        font-size: var(--size-12);
        color: var(--muted);
      }
      .hash {
        grid-column: 2 / -1;
        font:
          var(--size-12) / 1.4 ui-monospace,
          monospace;
        color: var(--muted);
        overflow-wrap: anywhere;
      }
      .hint {
        font-size: var(--size-14);
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) timeline: Timeline | null = null;
  @property({ type: Boolean }) hashes = false;

  @state() private isWhole = false;

  override render(): TemplateResult {
    const entries = this.timeline?.entries ?? [];
    const { facts } = this.words;
    if (entries.length === 0) return html`<p class="hint">${facts.noEvents}</p>`;
    const shown = this.isWhole ? entries : entries.filter(({ body }) => !isDetail(body.type));
    return html`<ol>
        ${shown.map((entry) => this.#entry(entry))}
      </ol>
      <button class="link" aria-pressed=${this.isWhole} @click=${this.#toggle}>
        ${this.isWhole ? facts.mainEvents : facts.allEvents}
      </button>`;
  }

  #toggle(): void {
    this.isWhole = !this.isWhole;
  }

  #entry({ body, at, hash }: TimelineEntry): TemplateResult {
    const name = (ref: Parameters<typeof nameOf>[1]) => nameOf(this.timeline, ref, this.words);
    return html`<li class=${familyOf(body.type)}>
      ${eventShape(body.type)}<span>${eventText(body, name, this.words)}</span>
      <time class="figure" datetime=${at} title=${this.formats.exact(at)}>${this.formats.time(at)}</time>
      ${this.hashes ? html`<span class="hash">${hash}</span>` : nothing}
    </li>`;
  }
}

function familyOf(type: EventType): string {
  return type.split('.')[0] ?? '';
}

declare global {
  interface HTMLElementTagNameMap {
    'console-events': ConsoleEvents;
  }
}
