import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { RecordedLeg, RecordedSegment } from '@jawort/shared/protocol/http';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Shortcuts } from '../controllers/shortcuts.ts';
import { SyncedPlayback } from '../playback/synced-playback.ts';
import { base } from '../styles/base.ts';
import { faceStyles } from '../styles/face.ts';
import { playerStyles } from '../styles/player.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';
import { face } from './people.ts';

const speeds = [0.5, 1, 1.25, 1.5, 2] as const;
const arrowSeconds = 5;
const buttonSeconds = 10;

/** Plays what both people sent, side by side and in step, with one set of controls. */
@customElement('console-player')
export class ConsolePlayer extends ConsoleElement {
  static override readonly styles = [base, faceStyles, playerStyles];

  @property({ attribute: false }) segment: RecordedSegment | null = null;
  @property({ attribute: false }) legUrl: (party: ParticipantId) => string = () => '';

  @state() private broken: ReadonlySet<ParticipantId> = new Set();

  #playback = new SyncedPlayback();
  #frame = 0;

  constructor() {
    super();
    new Shortcuts(this, {
      ' ': () => this.#toggle(),
      arrowleft: () => this.#move(-arrowSeconds),
      arrowright: () => this.#move(arrowSeconds),
      '<': () => this.#speed(-1),
      '>': () => this.#speed(1),
    });
    this.addController({ hostDisconnected: () => this.#stop() });
  }

  /** Where it stands, in seconds from the recording's beginning. */
  get position(): number {
    return this.#playback.position;
  }

  seek(seconds: number): void {
    this.#playback.seek(seconds);
    this.#changed();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('segment') || changed.get('segment')?.segment === this.segment?.segment) return;
    this.#playback.pause();
    this.#playback = new SyncedPlayback();
    this.broken = new Set();
  }

  override render(): TemplateResult | typeof nothing {
    const { segment, words } = this;
    if (!segment) return nothing;
    return html`<section aria-label=${words.player.region}>
      <div class="legs">
        ${repeat(
          segment.legs,
          ({ party }) => `${segment.segment}/${party}`,
          (leg) => this.#leg(leg),
        )}
      </div>
      ${this.#transport()}
      <p class="small keys">${words.player.keys}</p>
    </section>`;
  }

  #leg({ party, name }: RecordedLeg): TemplateResult {
    const shown = name ?? this.words.visitor;
    return html`<figure>
      <video
        preload="auto"
        playsinline
        aria-label=${shown}
        src=${this.legUrl(party)}
        @loadeddata=${(event: Event) => this.#loaded(party, event)}
        @seeked=${this.#changed}
        @error=${() => (this.broken = new Set([...this.broken, party]))}
      ></video>
      ${this.#cover(party, name)}
      <figcaption>${shown}</figcaption>
    </figure>`;
  }

  #cover(party: ParticipantId, name: string | null): TemplateResult | typeof nothing {
    const { player } = this.words;
    if (this.broken.has(party)) return cover(name, player.broken);
    const stage = this.#playback.stage(party);
    if (stage === null) return cover(name, player.loading);
    if (stage === 'before') return cover(name, player.notYet);
    if (stage === 'after' && this.#playback.position < this.#playback.duration)
      return cover(name, player.over);
    return this.segment?.modalities.includes('video') ? nothing : cover(name, player.noPicture);
  }

  #transport(): TemplateResult {
    const { player } = this.words;
    const { isPlaying, isWaiting, position, duration, rate } = this.#playback;
    const text = player.of(this.formats.clock(position * 1000), this.formats.clock(duration * 1000));
    return html`<div class="transport">
      <button
        class="icon"
        title=${player.back}
        aria-label=${player.back}
        @click=${() => this.#move(-buttonSeconds)}
      >
        ${icon('rewind')}
      </button>
      <button class="primary play" ?disabled=${duration === 0} @click=${this.#toggle}>
        ${icon(isPlaying ? 'pause' : 'play')}${isPlaying ? player.pause : player.play}
      </button>
      <button
        class="icon"
        title=${player.forward}
        aria-label=${player.forward}
        @click=${() => this.#move(buttonSeconds)}
      >
        ${icon('forward')}
      </button>
      <input
        type="range"
        min="0"
        step="0.1"
        max=${duration || 1}
        .value=${String(position)}
        aria-label=${player.position}
        aria-valuetext=${text}
        @input=${(event: Event) => this.seek((event.target as HTMLInputElement).valueAsNumber)}
      />
      <span class="figure time">${isWaiting ? player.waiting : text}</span>
      <label>
        <span class="visually-hidden">${player.speed}</span>
        <select @change=${(event: Event) => this.#setRate(Number((event.target as HTMLSelectElement).value))}>
          ${speeds.map(
            (one) =>
              html`<option value=${one} .selected=${one === rate}>${this.formats.factor(one)}</option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  #loaded(party: ParticipantId, event: Event): void {
    this.#playback.add(party, event.target as HTMLVideoElement);
    this.#changed();
  }

  #toggle(): void {
    if (this.#playback.isPlaying) this.#playback.pause();
    else this.#playback.play();
    this.#run();
    this.#changed();
  }

  #move(by: number): void {
    this.seek(this.#playback.position + by);
  }

  #speed(by: 1 | -1): void {
    const next = speeds[speeds.findIndex((one) => one === this.#playback.rate) + by];
    if (next) this.#setRate(next);
  }

  #setRate(rate: number): void {
    this.#playback.setRate(rate);
    this.#changed();
  }

  #stop(): void {
    this.#playback.pause();
    cancelAnimationFrame(this.#frame);
  }

  #run(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#playback.isPlaying) return;
    this.#frame = requestAnimationFrame((now) => {
      this.#playback.tick(now);
      this.#changed();
      this.#run();
    });
  }

  #changed(): void {
    this.requestUpdate();
    this.dispatchEvent(new Event('moved'));
  }
}

function cover(name: string | null, text: string): TemplateResult {
  return html`<div class="cover">${face(name)}<span>${text}</span></div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-player': ConsolePlayer;
  }
}
