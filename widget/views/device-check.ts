import type { CallKind } from '@jawort/shared/domain/records';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { deviceProblemOf, DeviceUnavailable } from '../core/call/device-unavailable.ts';
import { openMedia, type OpenedMedia } from '../core/call/local-media.ts';
import type { Devices } from '../core/host.ts';
import type { DeviceProblem } from '../core/types.ts';
import { LevelMeter } from '../controllers/level-meter.ts';
import type { CallWords } from '../locales/call-words.ts';
import { base } from '../styles/base.ts';
import { deviceCheckStyles } from './device-check-styles.ts';
import { icon, icons } from './icon.ts';
import { streamOf } from './stream-of.ts';

/** Fired when the person goes on: `detail` is the kind of call that the devices are good for. */
export type CheckedEvent = CustomEvent<CallKind>;

/** A look at oneself before anybody else has one. */
@customElement('jawort-device-check')
export class JawortDeviceCheck extends LitElement {
  static override readonly styles = [base, deviceCheckStyles];

  @property({ attribute: false }) devices: Devices | null = null;
  @property({ attribute: false }) kind: CallKind = 'voice';
  @property({ attribute: false }) words: CallWords | null = null;
  /** What the button to go on says. */
  @property({ attribute: false }) go = '';

  @state() private media: OpenedMedia | null = null;
  @state() private problem: DeviceProblem | null = null;

  @query('meter') private readonly meter!: HTMLMeterElement | null;

  readonly #level = new LevelMeter(this, () => this.meter);
  #opening = 0;

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.#release() });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('kind') || changed.has('devices')) void this.#open();
  }

  override updated(): void {
    this.#level.follow(this.media?.microphone ?? null);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    return html`<section aria-labelledby="title">
      <h2 id="title" tabindex="-1">${words.checkTitle}</h2>
      ${this.#picture(words)} ${this.#sound(words)} ${this.#problemText(words)}
      <div class="ways">
        ${
          this.media
            ? this.#goOn(words)
            : html`<button @click=${this.#open} ?hidden=${!this.problem}>${words.checkAgain}</button>`
        }
        <button @click=${this.#cancel}>${words.cancel}</button>
      </div>
    </section>`;
  }

  #picture(words: CallWords): TemplateResult | typeof nothing {
    if (this.kind === 'voice') return nothing;
    const camera = this.media?.camera;
    return html`<div class="picture">
      ${
        camera
          ? html`<video
              aria-label=${words.ownPicture}
              autoplay
              playsinline
              muted
              .srcObject=${streamOf(camera)}
            ></video>`
          : icon(icons.video)
      }
    </div>`;
  }

  #sound(words: CallWords): TemplateResult {
    if (this.media)
      return html`<label class="level"
        ><span>${words.speak}</span><meter aria-label=${words.level} min="0" max="1"></meter
      ></label>`;
    if (this.problem) return html``;
    return html`<p class="soft" role="status">
      ${this.kind === 'voice' ? words.checkWaitVoice : words.checkWait}
    </p>`;
  }

  #problemText(words: CallWords): TemplateResult | typeof nothing {
    return this.problem ? html`<p class="problem" role="alert">${words.problems[this.problem]}</p>` : nothing;
  }

  #goOn(words: CallWords): TemplateResult {
    const kind = this.media?.camera ? this.kind : 'voice';
    return html`<button class="primary" @click=${() => this.#finish(kind)}>
        ${kind === this.kind ? this.go : `${this.go} · ${words.withoutCamera}`}
      </button>
      ${
        kind === 'video'
          ? html`<button @click=${() => this.#finish('voice')}>${words.withoutCamera}</button>`
          : nothing
      }`;
  }

  readonly #open = async (): Promise<void> => {
    if (!this.devices) return;
    this.#release();
    const opening = ++this.#opening;
    this.problem = null;
    try {
      const media = await openMedia(this.devices, this.kind);
      if (opening === this.#opening) this.#show(media);
      else stop(media);
    } catch (error) {
      this.problem = error instanceof DeviceUnavailable ? error.problem : deviceProblemOf(error);
    }
  };

  #show(media: OpenedMedia): void {
    this.media = media;
    this.problem = media.problem;
  }

  #finish(detail: CallKind): void {
    this.#release();
    this.dispatchEvent(new CustomEvent('jawort-checked', { detail }) satisfies CheckedEvent);
  }

  readonly #cancel = (): void => {
    this.dispatchEvent(new CustomEvent('jawort-cancel'));
  };

  #release(): void {
    this.#opening++;
    if (this.media) stop(this.media);
    this.media = null;
  }
}

function stop({ microphone, camera }: OpenedMedia): void {
  microphone.stop();
  camera?.stop();
}

declare global {
  interface HTMLElementTagNameMap {
    'jawort-device-check': JawortDeviceCheck;
  }
}
