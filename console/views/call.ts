import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { CallKind } from '@jawort/shared/domain/records';
import type { CallSession, ConversationActions, ConversationState } from '@jawort/widget/core/types';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Attempt } from '../controllers/attempt.ts';
import { Ticker } from '../controllers/ticker.ts';
import { errorText } from '../locales/error-text.ts';
import { base } from '../styles/base.ts';
import { callStyles } from '../styles/call.ts';
import './call-stage.ts';
import './consent.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';
import { visitorName } from './people.ts';

type RunningCall = Exclude<NonNullable<ConversationState['call']>, { readonly state: 'ended' }>;

/** The call of a conversation, from ringing to its end, with the consent of both sides. */
@customElement('console-call')
export class ConsoleCall extends ConsoleElement {
  static override readonly styles = [base, callStyles];

  @property({ attribute: false }) state: ConversationState | null = null;
  @property({ attribute: false }) actions: ConversationActions = {};
  @property({ attribute: false }) session: CallSession | null = null;

  readonly #ticker = new Ticker(this);
  readonly #attempt = new Attempt(this);
  readonly #subscription = new Subscription(this);

  override willUpdate(): void {
    this.#subscription.follow(this.session);
  }

  override render(): TemplateResult | typeof nothing {
    const { state, words } = this;
    const call = state?.call;
    if (!state || !call || call.state === 'ended') return nothing;
    return html`<section aria-label=${words.call.region}>
      <console-consent
        .locale=${this.locale}
        .state=${state}
        .actions=${this.actions}
        .now=${this.#ticker.now}
      ></console-consent>
      ${this.session ? this.#joined(state, call, this.session) : this.#outside(state, call)} ${this.#error()}
    </section>`;
  }

  #joined(state: ConversationState, call: RunningCall, session: CallSession): TemplateResult {
    return html`<console-call-stage
      .locale=${this.locale}
      .conversation=${state.conversation}
      .call=${call}
      .session=${session}
      .now=${this.#ticker.now}
      .hangUp=${() => this.#attempt.run(() => session.hangUp())}
    ></console-call-stage>`;
  }

  #outside(state: ConversationState, call: RunningCall): TemplateResult {
    return call.state === 'ringing' && call.by !== state.me ? this.#incoming(state, call) : this.#rejoin();
  }

  #incoming({ conversation }: ConversationState, call: RunningCall): TemplateResult {
    const { words } = this;
    const name = visitorName(conversation, words);
    const { incomingVideo, incomingVoice } = words.call;
    return html`<div class="ring">
      <p class="who" role="alert">${call.kind === 'video' ? incomingVideo(name) : incomingVoice(name)}</p>
      <p class="small figure">${this.#left(call)}</p>
      <div class="actions">
        ${this.#answer(call.kind, words.call.answer, 'answer')}
        <button
          ?disabled=${!this.actions.declineCall}
          @click=${() => this.#attempt.run(this.actions.declineCall)}
        >
          ${icon('hangUp')}${words.call.decline}
        </button>
      </div>
      ${call.kind === 'video' ? this.#answer('voice', words.call.answerVoice, 'quiet') : nothing}
    </div>`;
  }

  #answer(kind: CallKind, label: string, look: 'answer' | 'quiet'): TemplateResult {
    const { joinCall } = this.actions;
    return html`<button
      class=${look}
      ?disabled=${!joinCall}
      @click=${() => this.#attempt.run(joinCall && (() => joinCall(kind)))}
    >
      ${icon(kind === 'video' ? 'video' : 'phone')}${label}
    </button>`;
  }

  #left(call: RunningCall): string | typeof nothing {
    if (call.state !== 'ringing') return nothing;
    const ms = Date.parse(call.until) - this.#ticker.now;
    return this.words.call.until(String(Math.max(0, Math.ceil(ms / 1000))));
  }

  #rejoin(): TemplateResult {
    const { rejoin, rejoinHint } = this.words.call;
    return html`<div class="ring">
      <p class="who">${rejoinHint}</p>
      <button ?disabled=${!this.actions.joinCall} @click=${() => this.#attempt.run(this.actions.joinCall)}>
        ${icon('phone')}${rejoin}
      </button>
    </div>`;
  }

  #error(): TemplateResult | typeof nothing {
    const { error } = this.#attempt;
    return error ? html`<p class="error" role="alert">${errorText(this.words, error)}</p>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-call': ConsoleCall;
  }
}
