import type { RecordedSegment, Timeline } from '@jawort/shared/protocol/http';
import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isDetail } from '../locales/event-text.ts';
import { callLine, type Band, type CallLine, type Mark } from '../playback/call-line.ts';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';
import { shapeOf } from './event-shape.ts';

/** The call drawn to scale: what was recorded of it, and when who joined, consented and withdrew. The list below says the same in words. */
@customElement('console-call-line')
export class ConsoleCallLine extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      svg {
        display: block;
        inline-size: 100%;
        block-size: 58px;
        overflow: visible;
      }
      .line {
        stroke: var(--edge);
        stroke-width: 1.5;
      }
      .band {
        fill: none;
        stroke: var(--recording);
        stroke-width: 1.5;
      }
      .band.this {
        fill: color-mix(in oklab, var(--recording) 28%, var(--paper));
      }
      .mark {
        fill: none;
        stroke: var(--muted);
        stroke-width: 1.5;
      }
      .mark.consent {
        stroke: var(--ok);
      }
      .mark.recording {
        color: var(--recording);
        stroke: var(--recording);
      }
      .head {
        stroke: var(--ink);
        stroke-width: 2;
      }
    `,
  ];

  @property({ attribute: false }) timeline: Timeline | null = null;
  @property({ attribute: false }) segment: RecordedSegment | null = null;
  /** Seconds from the recording's beginning. */
  @property({ attribute: false }) position = 0;

  override render(): TemplateResult | typeof nothing {
    const line = this.timeline && this.segment ? callLine(this.timeline, this.segment) : null;
    if (!line) return nothing;
    const head = percent(line.start + this.position / line.span);
    return html`<svg aria-hidden="true">
      <line class="line" x1="0" x2="100%" y1="32" y2="32" />
      ${line.bands.map(band)} ${marks(line)}
      <line class="head" x1=${head} x2=${head} y1="22" y2="42" />
    </svg>`;
  }
}

function band({ from, to, isThis }: Band): SVGTemplateResult {
  const width = percent(Math.max(0.004, to - from));
  return svg`<rect class="band ${isThis ? 'this' : ''}" x=${percent(from)} width=${width} y="25" height="14" rx="3" />`;
}

function marks({ marks: all }: CallLine): readonly SVGTemplateResult[] {
  return all.filter(({ entry }) => !isDetail(entry.body.type)).map(mark);
}

function mark({ entry: { body }, at }: Mark): SVGTemplateResult {
  const family = body.type.split('.')[0] ?? '';
  const isBelow = family === 'recording';
  return svg`<svg class="mark ${family}" x=${percent(at)} y=${isBelow ? 44 : 2} width="12" height="12" overflow="visible">
    <g transform="translate(-6 0)">${shapeOf(body.type)}</g>${isBelow ? nothing : svg`<path d="M0 15v9" />`}
  </svg>`;
}

function percent(share: number): string {
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-call-line': ConsoleCallLine;
  }
}
