import type { SegmentId } from '@jawort/shared/domain/ids';
import type { RecordedSegment } from '@jawort/shared/protocol/http';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ConsoleApi } from '../api/console-api.ts';
import { Latest } from '../controllers/latest.ts';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { emptyStyles } from '../styles/empty.ts';
import { recordingsStyles } from '../styles/recordings.ts';
import { ConsoleElement } from './console-element.ts';
import './recording.ts';

/** All recordings, and the one that was chosen. */
@customElement('console-recordings')
export class ConsoleRecordings extends ConsoleElement {
  static override readonly styles = [base, emptyStyles, recordingsStyles];

  @property({ attribute: false }) api: ConsoleApi | null = null;
  @property({ attribute: false }) chosen: SegmentId | null = null;
  @property({ type: Boolean, reflect: true }) watching = false;

  @query('main') private readonly main!: HTMLElement | null;

  readonly #recordings = new Latest<'all', readonly RecordedSegment[]>(
    this,
    () => this.api?.recordings() ?? Promise.resolve([]),
  );

  /** Takes the keyboard past the list. */
  override focus(): void {
    this.main?.focus();
  }

  override willUpdate(): void {
    this.watching = this.chosen !== null;
    this.#recordings.want('all');
  }

  override render(): TemplateResult {
    const { recordings } = this.words;
    return html`
      <nav aria-label=${recordings.title}>
        <h1>${recordings.title}</h1>
        ${this.#list()}
      </nav>
      <main id="main" tabindex="-1">${this.#detail()}</main>
    `;
  }

  #list(): TemplateResult {
    const { recordings, retry } = this.words;
    const { state, value } = this.#recordings.current;
    if (state === 'failed')
      return html`<p class="hint error" role="alert">
        ${recordings.failed} <button class="link" @click=${() => this.#recordings.again()}>${retry}</button>
      </p>`;
    if (value === null) return html`<p class="hint" role="status">${recordings.loading}</p>`;
    if (value.length === 0)
      return html`<p class="hint"><strong>${recordings.emptyTitle}</strong><br />${recordings.emptyText}</p>`;
    return html`<ul>
      ${value.map((one) => html`<li>${this.#row(one)}</li>`)}
    </ul>`;
  }

  #row(one: RecordedSegment): TemplateResult {
    return html`<a
      href=${hrefOf({ page: 'recordings', segment: one.segment })}
      aria-current=${one.segment === this.chosen ? 'page' : nothing}
    >
      <span class="name">${one.visitor ?? this.words.visitor}</span>
      <span class="figure length">${this.#length(one)}</span>
      <time datetime=${one.startedAt}>${this.formats.dateTime(one.startedAt)}</time>
      <span class="end">${this.words.joined(one.modalities.map((part) => this.words.modalities[part]))}</span>
      <span class="quiet-text">${this.#why(one)}</span>
    </a>`;
  }

  #length({ startedAt, stoppedAt }: RecordedSegment): string {
    if (stoppedAt === null) return '';
    return this.formats.clock(Date.parse(stoppedAt) - Date.parse(startedAt));
  }

  #why({ stoppedAt, closedBy }: RecordedSegment): string {
    if (stoppedAt === null) return this.words.recordings.running;
    return closedBy ? this.words.closedBy[closedBy] : this.words.recordings.recorderGone;
  }

  #detail(): TemplateResult {
    const { recordings } = this.words;
    const { value } = this.#recordings.current;
    if (this.chosen === null) return empty(recordings.noneTitle, recordings.noneText);
    const segment = value?.find((one) => one.segment === this.chosen);
    if (!segment) return empty('', value ? recordings.notFound : recordings.loading);
    return html`<console-recording
      .locale=${this.locale}
      .api=${this.api}
      .segment=${segment}
    ></console-recording>`;
  }
}

function empty(title: string, text: string): TemplateResult {
  return html`<div class="empty">
    ${title ? html`<h2>${title}</h2>` : nothing}
    <p>${text}</p>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-recordings': ConsoleRecordings;
  }
}
