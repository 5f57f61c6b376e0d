import type { ConversationId } from '@jawort/shared/domain/ids';
import type { InboxItem } from '@jawort/shared/protocol/snapshot';
import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { AgentClient, ConversationClient, ConversationState } from '@jawort/widget/core/types';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConsoleApi } from '../api/console-api.ts';
import { Shortcuts } from '../controllers/shortcuts.ts';
import { Sites } from '../controllers/sites.ts';
import { Wide } from '../controllers/wide.ts';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { emptyStyles } from '../styles/empty.ts';
import { workspaceStyles } from '../styles/workspace.ts';
import { ConsoleElement } from './console-element.ts';
import './conversation.ts';
import type { ConsoleConversation } from './conversation.ts';
import './facts.ts';
import { icon } from './icon.ts';
import { incomingCalls } from './incoming-calls.ts';
import type { ConsoleInbox } from './inbox.ts';
import './inbox.ts';
import { inboxSections } from './inbox-sections.ts';
import { leaveField } from './writing.ts';

/** Inbox, conversation and person side by side, or one of them where there is no room. */
@customElement('console-workspace')
export class ConsoleWorkspace extends ConsoleElement {
  static override readonly styles = [base, emptyStyles, workspaceStyles];

  @property({ attribute: false }) api: ConsoleApi | null = null;
  @property({ attribute: false }) agent: AgentClient | null = null;
  @property({ attribute: false }) chosen: ConversationId | null = null;
  @property({ attribute: false }) choose: (conversation: ConversationId | null) => void = () => undefined;
  @property({ type: Boolean }) shortcuts = true;
  @property({ attribute: false }) isShown = true;
  @property({ type: Boolean, reflect: true }) talking = false;

  @state() private isPersonShown: boolean | null = null;

  @query('main') private readonly main!: HTMLElement | null;
  @query('console-inbox') private readonly inboxView!: ConsoleInbox | null;
  @query('console-conversation') private readonly talk!: ConsoleConversation | null;

  readonly #accepted = new Set<ConversationId>();
  readonly #agent = new Subscription(this);
  readonly #client = new Subscription(this);
  readonly #hasThreeColumns = new Wide(this, 1180);
  readonly #hasColumns = new Wide(this, 900);
  readonly #sites = new Sites(
    this,
    (site) => this.api?.site(site) ?? Promise.reject(new TypeError('no api')),
  );

  constructor() {
    super();
    new Shortcuts(
      this,
      {
        j: () => this.#step(1),
        k: () => this.#step(-1),
        r: () => this.talk?.reply(),
        escape: () => this.#escape(),
      },
      () => this.shortcuts && this.isShown,
    );
  }

  /** Takes the keyboard past the list. */
  override focus(): void {
    this.main?.focus();
  }

  override willUpdate(): void {
    this.#agent.follow(this.agent);
    this.#client.follow(this.#clientOf(this.#item));
    this.talking = this.chosen !== null;
  }

  override render(): TemplateResult {
    const item = this.#item;
    const client = this.#clientOf(item);
    return html`
      <nav aria-label=${this.words.inbox.title}>
        <console-inbox
          .locale=${this.locale}
          .inbox=${this.agent?.state.inbox ?? null}
          .chosen=${this.chosen}
          .topicLabel=${(site: string, topic: string) => this.#topicLabel(site, topic)}
        ></console-inbox>
      </nav>
      <main id="main" tabindex="-1" aria-label=${this.words.conversation.region}>
        ${this.#ringing()} ${this.#isGone ? this.#gone() : this.#conversation(item, client)}
      </main>
      ${item && this.#personShown ? this.#person(item, client) : nothing}
    `;
  }

  get #items(): readonly InboxItem[] {
    const inbox = this.agent?.state.inbox;
    if (!inbox) return [];
    const { waiting, own, closed } = inboxSections(inbox);
    return [...waiting, ...own, ...closed];
  }

  get #item(): InboxItem | null {
    return this.#items.find(({ conversation }) => conversation === this.chosen) ?? null;
  }

  get #isGone(): boolean {
    return this.chosen !== null && this.agent?.state.inbox != null && this.#item === null;
  }

  get #personShown(): boolean {
    return this.isPersonShown ?? this.#hasThreeColumns.matches;
  }

  #clientOf(item: InboxItem | null): ConversationClient | null {
    if (!item || !this.agent) return null;
    const isOwn = item.state !== 'waiting' || this.#accepted.has(item.conversation);
    return isOwn ? this.agent.open(item.conversation) : null;
  }

  #ringing(): readonly TemplateResult[] {
    const calls = this.agent ? incomingCalls(this.agent) : [];
    const elsewhere = calls.filter(({ conversation }) => conversation !== this.chosen);
    const { call, visitor } = this.words;
    return elsewhere.map(
      (one) =>
        html`<div class="ringing">
          <p role="alert">${call.incomingVoice(one.visitor ?? visitor)}</p>
          <a class="button" href=${hrefOf({ page: 'conversations', conversation: one.conversation })}
            >${icon('phone')}${call.toCall}</a
          >
        </div>`,
    );
  }

  #conversation(item: InboxItem | null, client: ConversationClient | null): TemplateResult {
    return html`<console-conversation
      .locale=${this.locale}
      .item=${item}
      .client=${client}
      .topic=${item ? this.#topicLabel(item.site, item.topic) : ''}
      .accept=${this.#accept}
      .togglePerson=${() => (this.isPersonShown = !this.#personShown)}
      ?personShown=${this.#personShown}
    ></console-conversation>`;
  }

  #gone(): TemplateResult {
    const { goneTitle, goneText } = this.words.conversation;
    return html`<div class="empty">
      <h2>${goneTitle}</h2>
      <p>${goneText}</p>
      <a class="button" href=${hrefOf({ page: 'conversations', conversation: null })}>${this.words.back}</a>
    </div>`;
  }

  #person(item: InboxItem, client: ConversationClient | null): TemplateResult {
    return html`<aside aria-label=${this.words.facts.region}>
      <button
        class="quiet icon close"
        title=${this.words.conversation.hidePerson}
        aria-label=${this.words.conversation.hidePerson}
        @click=${() => (this.isPersonShown = false)}
      >
        ${icon('close')}
      </button>
      <console-facts
        .locale=${this.locale}
        .api=${this.api}
        .item=${item}
        .conversation=${client?.state.conversation ?? null}
        .topic=${this.#topicLabel(item.site, item.topic)}
        .site=${this.#sites.get(item.site)?.name ?? item.site}
        .version=${client ? versionOf(client.state) : ''}
      ></console-facts>
    </aside>`;
  }

  #topicLabel(site: string, topic: string): string {
    return this.#sites.get(site)?.topics.find(({ id }) => id === topic)?.label[this.locale] ?? topic;
  }

  readonly #accept = async (conversation: ConversationId): Promise<void> => {
    await this.agent?.accept(conversation);
    this.#accepted.add(conversation);
    this.requestUpdate();
    await this.updateComplete;
    await this.talk?.updateComplete;
    this.talk?.reply();
  };

  #step(by: 1 | -1): void {
    const items = this.#items;
    const at = items.findIndex(({ conversation }) => conversation === this.chosen);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
    if (!next) return;
    this.choose(next.conversation);
    if (this.#hasColumns.matches) void this.#focusRow(next.conversation);
  }

  #escape(): void {
    if (leaveField()) return;
    if (this.#personShown && !this.#hasThreeColumns.matches) this.isPersonShown = false;
    else if (!this.#hasColumns.matches) this.choose(null);
    else if (this.chosen) void this.#focusRow(this.chosen);
  }

  async #focusRow(conversation: ConversationId): Promise<void> {
    await this.updateComplete;
    await this.inboxView?.focusRow(conversation);
  }
}

/** Changes with everything that adds events to a conversation. */
function versionOf({ call, consent, recording, conversation }: ConversationState): string {
  const joined = call?.state === 'active' ? call.joined.length : 0;
  return [
    call?.state,
    joined,
    consent.mine.state,
    consent.given.length,
    recording.state,
    conversation?.state,
  ].join('-');
}

declare global {
  interface HTMLElementTagNameMap {
    'console-workspace': ConsoleWorkspace;
  }
}
