import { html, type TemplateResult } from 'lit';

/** One drawing of the widget's set: 20 px, one stroke. Its meaning is always said in words beside it or in a tooltip. */
export function icon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg>`;
}

export const icons = {
  minimise: 'M5 10h10',
  close: 'M5 5l10 10M15 5L5 15',
  send: 'M3.5 10h12.5M10.5 4.5L16 10l-5.5 5.5',
  phone: 'M6.8 3.2L4.4 3.6c-1 6.2 5.8 13 12 12l.4-2.4-3.5-2-1.9 1.7c-1.7-.8-3.5-2.6-4.3-4.3l1.7-1.9z',
  video: 'M2.5 5.5h10v9h-10zM12.5 9l5-3v8l-5-3',
  down: 'M10 4v12M5 11l5 5 5-5',
} as const;
