import type { ConversationId } from '@jawort/shared/domain/ids';
import type { RecordedLeg, RecordedSegment, Timeline } from '@jawort/shared/protocol/http';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConsoleApi } from '../api/console-api.ts';
import { Latest } from '../controllers/latest.ts';
import { eventText, isDetail } from '../locales/event-text.ts';
import { callLine, type Mark } from '../playback/call-line.ts';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { recordingStyles } from '../styles/recording.ts';
import './call-line.ts';
import { ConsoleElement } from './console-element.ts';
import { eventShape } from './event-shape.ts';
import { icon } from './icon.ts';
import { nameOf } from './people.ts';
import './player.ts';
import type { ConsolePlayer } from './player.ts';

/** One recording: watched, with the events around it, and the figures by which its files are checked. */
@customElement('console-recording')
export class ConsoleRecording extends ConsoleElement {
  static override readonly styles = [base, recordingStyles];

  @property({ attribute: false }) api: ConsoleApi | null = null;
  @property({ attribute: false }) segment: RecordedSegment | null = null;

  @state() private position = 0;

  @query('console-player') private readonly player!: ConsolePlayer | null;

  readonly #timeline = new Latest<ConversationId, Timeline>(this, (conversation) => {
    if (!this.api) throw new TypeError('The recording has no api.');
    return this.api.timeline(conversation);
  });

  override willUpdate(): void {
    if (this.segment) this.#timeline.want(this.segment.conversation, false);
  }

  override render(): TemplateResult | typeof nothing {
    const { segment, api, words } = this;
    if (!segment || !api) return nothing;
    return html`
      ${this.#header(segment)}
      <console-player
        .locale=${this.locale}
        .segment=${segment}
        .legUrl=${(party: RecordedLeg['party']) => api.legUrl(segment.segment, party)}
        @moved=${this.#onMoved}
      ></console-player>
      <h3>${words.recordings.events}</h3>
      ${this.#events(segment)} ${this.#proofs(segment)}
    `;
  }

  #onMoved(): void {
    this.position = this.player?.position ?? 0;
  }

  #header({ visitor, startedAt, conversation }: RecordedSegment): TemplateResult {
    const { recordings, back } = this.words;
    return html`<header>
      <a
        class="button quiet icon back"
        href=${hrefOf({ page: 'recordings', segment: null })}
        aria-label=${back}
        title=${back}
        >${icon('back')}</a
      >
      <div>
        <h2>${visitor ?? this.words.visitor}</h2>
        <p class="small">${this.formats.exact(startedAt)}</p>
      </div>
      <a class="button quiet" href=${hrefOf({ page: 'conversations', conversation })}
        >${icon('chat')}${recordings.toConversation}</a
      >
    </header>`;
  }

  #events(segment: RecordedSegment): TemplateResult {
    const { state: stage, value } = this.#timeline.current;
    const { facts, retry } = this.words;
    if (stage === 'failed')
      return html`<p class="error" role="alert">
        ${facts.failed} <button class="link" @click=${() => this.#timeline.again()}>${retry}</button>
      </p>`;
    if (!value) return html`<p class="small" role="status">${this.words.recordings.loading}</p>`;
    const marks = callLine(value, segment)?.marks.filter(({ entry }) => !isDetail(entry.body.type)) ?? [];
    return html`
      <console-call-line
        .locale=${this.locale}
        .timeline=${value}
        .segment=${segment}
        .position=${this.position}
      ></console-call-line>
      <ol>
        ${marks.map((mark) => this.#mark(mark, value, segment))}
      </ol>
    `;
  }

  #mark(
    { entry: { body, at }, seconds }: Mark,
    timeline: Timeline,
    segment: RecordedSegment,
  ): TemplateResult {
    const name = (ref: Parameters<typeof nameOf>[1]) => nameOf(timeline, ref, this.words);
    return html`<li class=${body.type.split('.')[0] ?? ''}>
      ${this.#jump(seconds, segment)} ${eventShape(body.type)}
      <span>${eventText(body, name, this.words)}</span>
      <time class="figure" datetime=${at}>${this.formats.exact(at)}</time>
    </li>`;
  }

  #jump(seconds: number, { startedAt, stoppedAt }: RecordedSegment): TemplateResult {
    const end = stoppedAt ? (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000 : Infinity;
    if (seconds < 0 || seconds > end) return html`<span class="outside">–</span>`;
    const text = this.formats.clock(seconds * 1000);
    return html`<button
      class="link figure"
      aria-label=${this.words.recordings.jump(text)}
      @click=${() => this.player?.seek(seconds)}
    >
      ${text}
    </button>`;
  }

  #proofs({ legs }: RecordedSegment): TemplateResult {
    return html`<details>
      <summary>${this.words.recordings.proofs}</summary>
      ${legs.map((leg) => this.#proof(leg))}
    </details>`;
  }

  #proof({ name, bytes, sha256, chain }: RecordedLeg): TemplateResult {
    const { recordings } = this.words;
    return html`<h4>${recordings.file(name ?? this.words.visitor)}</h4>
      <dl>
        <dt>${recordings.bytes}</dt>
        <dd class="figure">${this.formats.bytes(bytes)}</dd>
        <dt>${recordings.sha256}</dt>
        <dd><code>${sha256 ?? recordings.unsealed}</code></dd>
        <dt>${recordings.chain}</dt>
        <dd><code>${chain ?? recordings.unsealed}</code></dd>
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-recording': ConsoleRecording;
  }
}
