import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Conversation } from '@jawort/shared/domain/records';
import type { RecordedSegment, Timeline } from '@jawort/shared/protocol/http';
import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConsoleApi } from '../api/console-api.ts';
import { Latest } from '../controllers/latest.ts';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { faceStyles } from '../styles/face.ts';
import { factsStyles } from '../styles/facts.ts';
import { ConsoleElement } from './console-element.ts';
import './events.ts';
import { face } from './people.ts';

type History = { readonly timeline: Timeline; readonly recordings: readonly RecordedSegment[] };

/** Who the visitor is and what has happened so far. */
@customElement('console-facts')
export class ConsoleFacts extends ConsoleElement {
  static override readonly styles = [base, faceStyles, factsStyles];

  @property({ attribute: false }) api: ConsoleApi | null = null;
  @property({ attribute: false }) item: InboxItem | null = null;
  @property({ attribute: false }) conversation: Conversation | null = null;
  @property({ attribute: false }) topic = '';
  @property({ attribute: false }) site = '';
  /** Changes with whatever adds events, so that they are read again. */
  @property({ attribute: false }) version = '';

  readonly #history = new Latest<string, History>(this, (key) =>
    this.#load(key.split(' ')[0] as ConversationId),
  );

  override willUpdate(): void {
    if (this.conversation) this.#history.want(`${this.conversation.id} ${this.version}`);
  }

  override render(): TemplateResult | typeof nothing {
    const { item } = this;
    if (!item) return nothing;
    return html`
      <div class="person">
        ${face(item.visitor)}
        <h2>${item.visitor ?? this.words.visitor}</h2>
      </div>
      ${this.#facts(item)} ${this.conversation ? this.#past(this.conversation) : nothing}
    `;
  }

  #facts({ locale, state }: InboxItem): TemplateResult {
    const { facts } = this.words;
    const { openedAt } = this.conversation ?? {};
    return html`<dl>
      ${fact(facts.topic, this.topic)} ${fact(facts.site, this.site)}
      ${fact(facts.language, facts.languages[locale])} ${fact(facts.state, facts.states[state])}
      ${openedAt ? fact(facts.since, this.formats.dateTime(openedAt)) : nothing}
      ${fact(facts.agents, this.#agents())}
    </dl>`;
  }

  #agents(): string {
    const agents = this.conversation?.participants.filter(({ role }) => role === 'agent') ?? [];
    return this.words.joined(agents.map(({ name }) => name ?? '')) || this.words.facts.nobody;
  }

  #past({ id }: Conversation): TemplateResult {
    const { facts } = this.words;
    const { state, value } = this.#history.current;
    const isOfThis = value?.timeline.conversation === id;
    return html`
      <h3>${facts.recordings}</h3>
      ${this.#recordings(isOfThis ? value.recordings : [])}
      <h3>${facts.events}</h3>
      ${
        state === 'failed'
          ? html`<p class="error">
              ${facts.failed}
              <button class="link" @click=${() => this.#history.again()}>${this.words.retry}</button>
            </p>`
          : nothing
      }
      ${
        isOfThis
          ? html`<console-events .locale=${this.locale} .timeline=${value.timeline}></console-events>`
          : nothing
      }
    `;
  }

  #recordings(recordings: readonly RecordedSegment[]): TemplateResult {
    if (recordings.length === 0) return html`<p class="hint">${this.words.facts.noRecordings}</p>`;
    return html`<ul>
      ${recordings.map(
        ({ segment, startedAt, stoppedAt }) =>
          html`<li>
            <a class="recording" href=${hrefOf({ page: 'recordings', segment })}>
              <span>${this.formats.dateTime(startedAt)}</span>
              <span class="figure">${this.#length(startedAt, stoppedAt)}</span>
            </a>
          </li>`,
      )}
    </ul>`;
  }

  #length(startedAt: string, stoppedAt: string | null): string {
    if (stoppedAt === null) return this.words.recordings.running;
    return this.formats.clock(Date.parse(stoppedAt) - Date.parse(startedAt));
  }

  async #load(conversation: ConversationId): Promise<History> {
    if (!this.api) throw new TypeError('The facts have no api.');
    const [timeline, all] = await Promise.all([this.api.timeline(conversation), this.api.recordings()]);
    return { timeline, recordings: all.filter((one) => one.conversation === conversation) };
  }
}

function fact(label: string, text: string): TemplateResult {
  return html`<dt>${label}</dt>
    <dd>${text}</dd>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-facts': ConsoleFacts;
  }
}
