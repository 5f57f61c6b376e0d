import type { EventType } from '@jawort/shared/events/event';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** An event's sign, told apart by shape and not only by colour. */
export function eventShape(type: EventType): TemplateResult {
  return html`<svg
    class="shape"
    viewBox="0 0 12 12"
    width="12"
    height="12"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    aria-hidden="true"
  >
    ${shapeOf(type)}
  </svg>`;
}

/** The strokes alone, within 12 by 12. */
export function shapeOf(type: EventType): SVGTemplateResult {
  switch (type) {
    case 'recording.started':
      return svg`<circle cx="6" cy="6" r="4.5" fill="currentColor" />`;
    case 'recording.stopped':
      return svg`<rect x="2" y="2" width="8" height="8" fill="currentColor" />`;
    case 'consent.given':
      return svg`<path d="m2 6.5 3 3 5-6.5" />`;
    case 'consent.withdrawn':
      return svg`<path d="m3 3 6 6m0-6L3 9" />`;
    case 'party.joined':
      return svg`<path d="M6 2v8M2 6h8" />`;
    case 'party.left':
    case 'party.lost':
      return svg`<path d="M2 6h8" />`;
    default:
      return svg`<circle cx="6" cy="6" r="3" />`;
  }
}
