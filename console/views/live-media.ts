import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { PlaybackBlocked } from '../events/playback-blocked.ts';

/** Plays live tracks of one person together, so that lips and voice agree. */
@customElement('console-live-media')
export class ConsoleLiveMedia extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }
    video {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      object-fit: var(--fit, contain);
    }
    :host([mirrored]) video {
      transform: scaleX(-1);
    }
  `;

  @property({ attribute: false, hasChanged: areOthers }) tracks: readonly MediaStreamTrack[] = [];
  @property({ type: Boolean }) silent = false;
  @property({ type: Boolean, reflect: true }) mirrored = false;

  @query('video') private readonly video!: HTMLVideoElement;

  readonly #stream = new MediaStream();

  /** Tries again after a press. */
  async play(): Promise<void> {
    await this.video.play().catch((error: unknown) => this.#failed(error));
  }

  override render(): TemplateResult {
    return html`<video
      playsinline
      ?autoplay=${true}
      .muted=${this.silent}
      .srcObject=${this.#stream}
    ></video>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('tracks')) return;
    const wanted = new Set(this.tracks);
    const present = this.#stream.getTracks();
    for (const track of present) if (!wanted.has(track)) this.#stream.removeTrack(track);
    for (const track of wanted) this.#stream.addTrack(track);
    if (wanted.size > 0) void this.play();
  }

  #failed(error: unknown): void {
    if (error instanceof DOMException && error.name === 'NotAllowedError')
      this.dispatchEvent(new PlaybackBlocked());
  }
}

function areOthers(
  now: readonly MediaStreamTrack[],
  before: readonly MediaStreamTrack[] | undefined,
): boolean {
  return now.length !== before?.length || now.some((track, index) => track !== before[index]);
}

declare global {
  interface HTMLElementTagNameMap {
    'console-live-media': ConsoleLiveMedia;
  }
}
