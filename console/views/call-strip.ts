import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { ConversationClient } from '@jawort/widget/core/types';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hrefOf } from '../route.ts';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';
import './live-media.ts';
import { visitorName } from './people.ts';
import { recordingState } from './recording-state.ts';

/** A call that goes on while another conversation is looked at: still heard, and its recording still told. */
@customElement('console-call-strip')
export class ConsoleCallStrip extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      div {
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
        flex: 1;
      }
      console-live-media {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) client: ConversationClient | null = null;
  @property({ attribute: false }) now = 0;

  readonly #subscription = new Subscription(this);

  override willUpdate(): void {
    this.#subscription.follow(this.client?.session ?? null);
  }

  override render(): TemplateResult | typeof nothing {
    const { client, words } = this;
    if (!client?.session) return nothing;
    const { conversation, recording } = client.state;
    const href = hrefOf({ page: 'conversations', conversation: conversation?.id ?? null });
    return html`<div>
      ${recordingState(recording, words, this.formats, this.now)}
      <span class="name">${words.call.inCallWith(visitorName(conversation, words))}</span>
      <a class="button" href=${href}>${icon('phone')}${words.call.toCall}</a>
      <console-live-media
        .tracks=${client.session.state.remote.map(({ track }) => track)}
      ></console-live-media>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-call-strip': ConsoleCallStrip;
  }
}
