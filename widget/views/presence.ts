import { html, type TemplateResult } from 'lit';

/** Whether somebody is there, as a shape: filled or open. The words stand beside it. */
export function presence(isThere: boolean): TemplateResult {
  return html`<svg class="presence ${isThere ? 'here' : ''}" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="7" fill=${isThere ? 'currentColor' : 'none'} />
  </svg>`;
}
