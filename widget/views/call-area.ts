import type { RequestId } from '@jawort/shared/domain/ids';
import type { CallKind } from '@jawort/shared/domain/records';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeviceUnavailable } from '../core/call/device-unavailable.ts';
import type { Devices } from '../core/host.ts';
import { refusalOf } from '../core/request-refused.ts';
import { Subscription } from '../core/lit/subscription.ts';
import type { CallSession, ConversationClient } from '../core/types.ts';
import { RingTone } from '../controllers/ring-tone.ts';
import { callWordsOf, type CallWords } from '../locales/call-words.ts';
import { sentenceOf, type Language } from '../locales/language.ts';
import { base } from '../styles/base.ts';
import { callAreaStyles } from './call-area-styles.ts';
import './call-view.ts';
import './consent-dialog.ts';
import './device-check.ts';
import type { CheckedEvent } from './device-check.ts';
import { invitation } from './invitation.ts';
import { agentOf, nameOf } from './people.ts';
import './receipt-card.ts';
export { timeOfReceipt } from './receipt-facts.ts';
import './recording-bar.ts';
export { callSign } from './recording-sign.ts';

/** Everything of a call: invitation, device check, the call itself, the recording bar and the question for consent. */
@customElement('jawort-call-area')
export class JawortCallArea extends LitElement {
  static override readonly styles = [base, callAreaStyles];

  @property({ attribute: false }) client: ConversationClient | null = null;
  @property({ attribute: false }) devices: Devices | null = null;
  @property({ attribute: false }) language: Language | null = null;
  /** The kind of call that is to be started, after a look at the devices. */
  @property({ attribute: false }) wanted: CallKind | null = null;
  /** Whether this takes the chat's place in the panel. */
  @property({ type: Boolean, reflect: true }) fills = false;

  @state() private answering: CallKind | null = null;
  @state() private putOff: RequestId | null = null;
  @state() private isExpanded = false;
  @state() private trouble: string | null = null;

  readonly #changes = new Subscription(this);
  readonly #tone = new RingTone(this);

  override willUpdate(changed: PropertyValues<this>): void {
    const { client } = this;
    this.#changes.follow(client);
    if (!client) return;
    const { call } = client.state;
    const isRunning = call !== null && call.state !== 'ended';
    if (!isRunning) this.answering = null;
    if (!client.session) this.isExpanded = isNarrow(this);
    if (changed.has('wanted') && this.wanted) this.trouble = null;
    this.fills = this.#checkedKind !== null || this.#isAsking || (client.session !== null && this.isExpanded);
    this.#tone.ring(call?.state === 'ringing' && call.by !== client.state.me && !this.answering);
  }

  override render(): TemplateResult | typeof nothing {
    const { client, language } = this;
    if (!client || !language) return nothing;
    const words = callWordsOf(language.locale);
    return html`${this.#bar(client, language, words)} ${this.#trouble(language)}
    ${
      client.session
        ? this.#call(client, client.session, language, words)
        : this.#beforeCall(client, language, words)
    }
    ${this.#question(client, language)}`;
  }

  get #checkedKind(): CallKind | null {
    return this.client?.session ? null : (this.wanted ?? this.answering);
  }

  get #isAsking(): boolean {
    const { question } = this.client?.actions ?? {};
    const request = this.client?.state.consent.request?.request ?? null;
    return question !== undefined && request !== this.putOff;
  }

  #bar(client: ConversationClient, language: Language, words: CallWords): TemplateResult | typeof nothing {
    if (client.state.call?.state !== 'active' && !client.session) return nothing;
    return html`<jawort-recording-bar
      .state=${client.state}
      .actions=${client.actions}
      .language=${language}
      .words=${words}
      .isPutOff=${client.actions.question !== undefined && !this.#isAsking}
      @jawort-to-question=${() => (this.putOff = null)}
    ></jawort-recording-bar>`;
  }

  #trouble({ words }: Language): TemplateResult | typeof nothing {
    if (!this.trouble) return nothing;
    return html`<div class="trouble" role="alert">
      <p>${this.trouble}</p>
      <button class="link" @click=${() => (this.trouble = null)}>${words.close}</button>
    </div>`;
  }

  #call(
    { state }: ConversationClient,
    session: CallSession,
    language: Language,
    words: CallWords,
  ): TemplateResult {
    return html`<jawort-call-view
      class=${this.#isAsking ? 'small' : ''}
      .session=${session}
      .words=${words}
      .isRinging=${state.call?.state === 'ringing'}
      .isExpanded=${this.isExpanded}
      .other=${agentOf(state.conversation)?.name ?? language.words.agent}
      @jawort-expand=${() => (this.isExpanded = !this.isExpanded)}
    ></jawort-call-view>`;
  }

  #beforeCall(
    client: ConversationClient,
    language: Language,
    words: CallWords,
  ): TemplateResult | typeof nothing {
    const { call, me, conversation } = client.state;
    if (this.#checkedKind) return this.#check(client, this.#checkedKind, words);
    if (!client.actions.joinCall || !call || call.state === 'ended') return nothing;
    const name = nameOf(conversation, call.by, language.words);
    return invitation(call, name, words, {
      answer: (kind) => (this.answering = kind),
      decline: call.by === me ? undefined : client.actions.declineCall,
    });
  }

  #check({ actions }: ConversationClient, kind: CallKind, words: CallWords): TemplateResult {
    return html`<jawort-device-check
      .devices=${this.devices}
      .kind=${kind}
      .words=${words}
      .go=${actions.joinCall ? words.join : words.start}
      @jawort-checked=${this.#enter}
      @jawort-cancel=${this.#settle}
    ></jawort-device-check>`;
  }

  #question({ actions, state }: ConversationClient, language: Language): TemplateResult | typeof nothing {
    if (actions.question === undefined || !this.#isAsking) return nothing;
    return html`<jawort-consent-dialog
      .question=${actions.question}
      .request=${state.consent.request?.request ?? null}
      .language=${language}
      @jawort-later=${() => (this.putOff = state.consent.request?.request ?? null)}
    ></jawort-consent-dialog>`;
  }

  readonly #enter = async ({ detail: kind }: CheckedEvent): Promise<void> => {
    const { joinCall, startCall } = this.client?.actions ?? {};
    this.#settle();
    try {
      await (joinCall ? joinCall(kind) : startCall?.(kind));
    } catch (error) {
      this.trouble = this.#sentence(error);
    }
  };

  #sentence(error: unknown): string | null {
    if (!this.language) return null;
    if (error instanceof DeviceUnavailable) return callWordsOf(this.language.locale).problems[error.problem];
    return sentenceOf(this.language, refusalOf(error));
  }

  readonly #settle = (): void => {
    this.answering = null;
    this.dispatchEvent(new CustomEvent('jawort-call-settled'));
  };
}

function isNarrow(element: HTMLElement): boolean {
  return element.ownerDocument.defaultView?.matchMedia('(max-width: 479px)').matches ?? false;
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-call-area': JawortCallArea;
  }
}
