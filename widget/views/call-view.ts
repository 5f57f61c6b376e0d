import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallSession, CallState, RemoteTrack } from '../core/types.ts';
import { Subscription } from '../core/lit/subscription.ts';
import type { CallWords } from '../locales/call-words.ts';
import { base } from '../styles/base.ts';
import { callIcons } from './call-icons.ts';
import { callViewStyles } from './call-view-styles.ts';
import { icon, icons } from './icon.ts';
import { initialsOf } from './people.ts';
import { streamOf } from './stream-of.ts';

/** A running call: the other person, oneself in a corner, and what one can do. */
@customElement('jawort-call-view')
export class JawortCallView extends LitElement {
  static override readonly styles = [base, callViewStyles];

  @property({ attribute: false }) session: CallSession | null = null;
  @property({ attribute: false }) words: CallWords | null = null;
  @property({ attribute: false }) isRinging = false;
  @property({ attribute: false }) isExpanded = false;
  /** What the other person is called. */
  @property({ attribute: false }) other = '';

  @state() private isSilenced = false;

  @queryAll('audio') private readonly sounds!: NodeListOf<HTMLAudioElement>;

  readonly #changes = new Subscription(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#changes.follow(this.session);
  }

  override updated(): void {
    void this.#play();
  }

  override render(): TemplateResult | typeof nothing {
    const { session, words } = this;
    if (!session || !words) return nothing;
    const { state } = session;
    return html`<section aria-label=${words.area}>
      <div class="stage">
        ${this.#picture(state, words)} ${this.#message(state, words)} ${ownPicture(state, words)}
        ${this.isSilenced ? this.#hear(words) : nothing}
      </div>
      ${repeat(
        state.remote.filter(({ source }) => source === 'microphone'),
        ({ track }) => track,
        ({ track }) => html`<audio autoplay .srcObject=${streamOf(track)}></audio>`,
      )}
      ${state.problem ? html`<p class="problem" role="alert">${words.problems[state.problem]}</p>` : nothing}
      ${this.#controls(session, words)}
    </section>`;
  }

  #picture({ remote, state }: CallState, words: CallWords): TemplateResult {
    const shown = remote.find(isShown('screen')) ?? remote.find(isShown('camera'));
    if (shown)
      return html`<video
        class=${shown.source}
        aria-label=${words.picture(this.other)}
        autoplay
        playsinline
        muted
        .muted=${true}
        .srcObject=${streamOf(shown.track)}
      ></video>`;
    return html`<span class="avatar" aria-hidden="true">${initialsOf(this.other)}</span> ${
        state === 'connected' && remote.length > 0
          ? html`<p class="name">${words.cameraIsOff(this.other)}</p>`
          : nothing
      }`;
  }

  #message({ state, remote }: CallState, words: CallWords): TemplateResult {
    return html`<p class="message" role="status">${this.#messageText(state, remote, words)}</p>`;
  }

  #messageText(state: CallState['state'], remote: readonly RemoteTrack[], words: CallWords): string {
    switch (state) {
      case 'checking':
        return words.checking;
      case 'connecting':
        return this.isRinging ? words.ringing(this.other) : words.connecting;
      case 'connected':
        if (this.isRinging) return words.ringing(this.other);
        return remote.length > 0 ? '' : words.waitingFor(this.other);
      case 'reconnecting':
        return words.reconnecting;
      case 'ended':
        return '';
    }
  }

  #hear(words: CallWords): TemplateResult {
    return html`<button class="hear" @click=${() => this.#play()}>
      ${icon(callIcons.sound)}${words.hear}
    </button>`;
  }

  #controls(session: CallSession, words: CallWords): TemplateResult {
    const { muted, cameraOn } = session.state;
    return html`<div class="controls" role="group" aria-label=${words.controls}>
      ${control(
        muted ? callIcons.microphoneOff : callIcons.microphone,
        muted ? words.unmute : words.mute,
        () => session.setMuted(!muted),
        muted ? 'off' : '',
      )}
      ${control(
        cameraOn ? icons.video : callIcons.cameraOff,
        cameraOn ? words.cameraOff : words.cameraOn,
        () => session.setCamera(!cameraOn),
        cameraOn ? '' : 'off',
      )}
      ${control(
        this.isExpanded ? callIcons.shrink : callIcons.expand,
        this.isExpanded ? words.shrink : words.expand,
        this.#expand,
      )}
      ${control(callIcons.hangUp, words.leave, () => session.hangUp(), 'leave')}
    </div>`;
  }

  readonly #expand = (): void => {
    this.dispatchEvent(new CustomEvent('jawort-expand'));
  };

  async #play(): Promise<void> {
    const playing = await Promise.allSettled([...this.sounds].map((sound) => sound.play()));
    this.isSilenced = playing.some(({ status, ...result }) => status === 'rejected' && isNotAllowed(result));
  }
}

function isShown(source: RemoteTrack['source']): (one: RemoteTrack) => boolean {
  return (one) => one.source === source && !one.paused;
}

function isNotAllowed(result: object): boolean {
  return (
    'reason' in result && result.reason instanceof DOMException && result.reason.name === 'NotAllowedError'
  );
}

function ownPicture({ camera, cameraOn }: CallState, words: CallWords): TemplateResult | typeof nothing {
  if (!camera || !cameraOn) return nothing;
  return html`<video
    class="own"
    aria-label=${words.ownPicture}
    autoplay
    playsinline
    muted
    .muted=${true}
    .srcObject=${streamOf(camera)}
  ></video>`;
}

function control(path: string, label: string, act: () => unknown, name = ''): TemplateResult {
  return html`<button class="control ${name}" title=${label} @click=${act}>
    ${icon(path)}<span>${label}</span>
  </button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-call-view': JawortCallView;
  }
}
