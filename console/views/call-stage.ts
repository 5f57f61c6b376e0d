import type { Call, Conversation } from '@jawort/shared/domain/records';
import { Subscription } from '@jawort/widget/core/lit/subscription';
import type { CallSession, CallState, RemoteTrack } from '@jawort/widget/core/types';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../styles/base.ts';
import { callStageStyles } from '../styles/call-stage.ts';
import { faceStyles } from '../styles/face.ts';
import { ConsoleElement } from './console-element.ts';
import { icon, type IconName } from './icon.ts';
import './live-media.ts';
import type { ConsoleLiveMedia } from './live-media.ts';
import { face, visitorName, visitorOf } from './people.ts';

/** Both people of a call that one is in, and what one can do about one's own devices. */
@customElement('console-call-stage')
export class ConsoleCallStage extends ConsoleElement {
  static override readonly styles = [base, faceStyles, callStageStyles];

  @property({ attribute: false }) conversation: Conversation | null = null;
  @property({ attribute: false }) call: Call | null = null;
  @property({ attribute: false }) session: CallSession | null = null;
  @property({ attribute: false }) now = 0;
  @property({ attribute: false }) hangUp: () => void = () => undefined;

  @state() private isBlocked = false;

  @query('.remote') private readonly remote!: ConsoleLiveMedia | null;

  readonly #subscription = new Subscription(this);

  override willUpdate(): void {
    this.#subscription.follow(this.session);
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (!session) return nothing;
    const { state: own } = session;
    return html`
      <div class="stage ${own.kind}" @playback-blocked=${this.#onBlocked}>
        ${this.#remote(own)} ${this.#own(own)}
        <p class="now" role="status">${this.#status(own)}</p>
        ${this.isBlocked ? this.#blocked() : nothing}
      </div>
      ${own.problem ? html`<p class="error" role="alert">${this.words.problems[own.problem]}</p>` : nothing}
      ${this.#controls(session, own)}
    `;
  }

  get #name(): string {
    return visitorName(this.conversation, this.words);
  }

  #remote({ remote }: CallState): TemplateResult {
    const { call } = this.words;
    const isSeen = remote.some(({ source, paused }) => source !== 'microphone' && !paused);
    const isMuted = remote.some(({ source, paused }) => source === 'microphone' && paused);
    return html`<div class="other">
      <console-live-media
        class="remote"
        role="img"
        aria-label=${call.remote(this.#name)}
        ?hidden=${!isSeen}
        .tracks=${tracksOf(remote)}
      ></console-live-media>
      ${isSeen ? nothing : html`<div class="unseen">${face(visitorOf(this.conversation)?.name ?? null)}</div>`}
      <p class="name">
        ${this.#name}${isMuted ? html`<span>${icon('microphoneOff')}${call.remoteMuted}</span>` : nothing}
      </p>
    </div>`;
  }

  #own({ camera, cameraOn, kind }: CallState): TemplateResult | typeof nothing {
    const { own, ownOff } = this.words.call;
    if (kind === 'voice' && !camera) return nothing;
    if (!camera || !cameraOn) return html`<p class="own off">${ownOff}</p>`;
    return html`<console-live-media
      class="own"
      role="img"
      aria-label=${own}
      silent
      mirrored
      .tracks=${[camera]}
    ></console-live-media>`;
  }

  #status({ state: stage, remote, kind }: CallState): string {
    const { call } = this.words;
    if (stage === 'checking') return call.checking;
    if (stage === 'reconnecting') return call.reconnecting;
    if (this.call?.state === 'ringing') return call.calling(this.#name);
    if (stage === 'connecting') return call.connecting;
    const isThere = this.call?.state === 'active' && this.call.joined.length > 1;
    if (!isThere) return call.waitingFor(this.#name);
    const hasCamera = remote.some(({ source, paused }) => source === 'camera' && !paused);
    return kind === 'video' && !hasCamera ? call.remoteOff(this.#name) : '';
  }

  #blocked(): TemplateResult {
    const { blocked, hear } = this.words.call;
    return html`<div class="blocked">
      <p>${blocked}</p>
      <button class="primary" @click=${this.#hear}>${icon('sound')}${hear}</button>
    </div>`;
  }

  #onBlocked(): void {
    this.isBlocked = true;
  }

  #hear(): void {
    this.isBlocked = false;
    void this.remote?.play();
  }

  #controls(session: CallSession, { muted, cameraOn, camera, kind }: CallState): TemplateResult {
    const { call } = this.words;
    const hasCamera = kind === 'video' || camera !== null;
    return html`<div class="controls">
      <p class="figure time">${this.#duration()}</p>
      ${control(muted ? 'microphoneOff' : 'microphone', muted ? call.unmute : call.mute, muted, () =>
        session.setMuted(!muted),
      )}
      ${
        hasCamera
          ? control(
              cameraOn ? 'video' : 'videoOff',
              cameraOn ? call.cameraOff : call.cameraOn,
              !cameraOn,
              () => session.setCamera(!cameraOn),
            )
          : nothing
      }
      <button class="end" @click=${this.hangUp}>
        ${icon('hangUp')}${this.call?.state === 'ringing' ? call.cancel : call.hangUp}
      </button>
    </div>`;
  }

  #duration(): string | typeof nothing {
    if (this.call?.state !== 'active') return nothing;
    return this.formats.clock(this.now - Date.parse(this.call.since));
  }
}

function tracksOf(remote: readonly RemoteTrack[]): readonly MediaStreamTrack[] {
  return remote.map(({ track }) => track);
}

function control(name: IconName, label: string, isOff: boolean, press: () => Promise<void>): TemplateResult {
  return html`<button class=${isOff ? 'off' : ''} title=${label} aria-label=${label} @click=${press}>
    ${icon(name)}<span class="label">${label}</span>
  </button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-call-stage': ConsoleCallStage;
  }
}
