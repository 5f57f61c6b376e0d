import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { CallSession, ConversationClient } from '@jawort/widget/core/types';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';
import './live-media.ts';
import { visitorName } from './people.ts';
import { recordingState } from './recording-state.ts';

/** A call that goes on while something else is looked at: still heard, and its recording still told. */
@customElement('console-call-strip')
export class ConsoleCallStrip extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        padding: 4px 16px;
        border-block-end: 1px solid var(--line);
        background: var(--tint);
        font-size: var(--size-14);
      }
      .recording {
        display: flex;
        gap: 8px;
        align-items: center;
        font-weight: 600;
      }
      .recording.on {
        color: var(--recording);
      }
      .name {
        flex: 1 1 136px;
      }
      console-live-media {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) client: ConversationClient | null = null;
  @property({ attribute: false }) now = 0;
  /** Whether the call is heard elsewhere. */
  @property({ type: Boolean }) silent = false;

  readonly #client = new Subscription(this);
  readonly #session = new Subscription(this);

  override willUpdate(): void {
    this.#client.follow(this.client);
    this.#session.follow(this.client?.session ?? null);
  }

  override render(): TemplateResult | typeof nothing {
    const { client, words } = this;
    if (!client?.session) return nothing;
    const { conversation, recording } = client.state;
    const inCall = words.call.inCallWith(visitorName(conversation, words));
    const href = hrefOf({ page: 'conversations', conversation: conversation?.id ?? null });
    return html`<section aria-label=${inCall}>
      ${recordingState(recording, words, this.formats, this.now)}
      <span class="name">${inCall}</span>
      <a class="button" href=${href}>${icon('phone')}${words.call.toCall}</a>
      ${this.silent ? nothing : this.#sound(client.session)}
    </section>`;
  }

  #sound({ state }: CallSession): TemplateResult {
    return html`<console-live-media .tracks=${state.remote.map(({ track }) => track)}></console-live-media>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-call-strip': ConsoleCallStrip;
  }
}
