import { html, type TemplateResult } from 'lit';

/** A wait against what was promised; full at the promise, and said in words beside it. */
export function waitBar(share: number): TemplateResult {
  const grown = Math.min(1, Math.max(0, share)) * 100;
  return html`<svg class="wait ${share > 1 ? 'late' : ''}" width="100%" height="4" aria-hidden="true">
    <rect width="100%" height="4" rx="2" />
    <rect class="grown" width="${grown}%" height="4" rx="2" />
  </svg>`;
}
