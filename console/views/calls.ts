import type { ConversationId } from '@jawort/shared/domain/ids';
import type { AgentClient, ConversationClient } from '@jawort/widget/core/types';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Ticker } from '../controllers/ticker.ts';
import './call-strip.ts';
import { ConsoleElement } from './console-element.ts';
import { runningCalls } from './running-calls.ts';

/** The calls that go on out of sight, on every page. */
@customElement('console-calls')
export class ConsoleCalls extends ConsoleElement {
  @property({ attribute: false }) agent: AgentClient | null = null;
  /** The conversation on the screen, which shows its call itself. */
  @property({ attribute: false }) seen: ConversationId | null = null;
  /** The conversation whose call can be heard where it is, seen or not. */
  @property({ attribute: false }) heard: ConversationId | null = null;

  readonly #ticker = new Ticker(this);

  override render(): readonly TemplateResult[] {
    const calls = this.agent ? runningCalls(this.agent) : [];
    return calls.filter((one) => idOf(one) !== this.seen).map((one) => this.#strip(one));
  }

  #strip(client: ConversationClient): TemplateResult {
    return html`<console-call-strip
      .locale=${this.locale}
      .client=${client}
      .now=${this.#ticker.now}
      ?silent=${idOf(client) === this.heard}
    ></console-call-strip>`;
  }
}

function idOf({ state }: ConversationClient): ConversationId | null {
  return state.conversation?.id ?? null;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-calls': ConsoleCalls;
  }
}
