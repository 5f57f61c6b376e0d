import type { Recording } from '@jawort/shared/domain/records';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Formats } from '../locales/format.ts';
import type { Words } from '../locales/words.ts';

/** Whether recording runs: a word, a shape and a colour (filled dot or open ring), said aloud when it changes. */
export function recordingState(
  recording: Recording,
  words: Words,
  formats: Formats,
  now: number,
): TemplateResult {
  const isOn = recording.state === 'on';
  return html`<p class="recording ${isOn ? 'on' : 'off'}">
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${isOn ? filled : open}</svg>
    <span role="status">${isOn ? words.consent.on : words.consent.off}</span>
    ${isOn ? html`<span class="figure">${formats.clock(now - Date.parse(recording.since))}</span>` : nothing}
  </p>`;
}

const filled = svg`<circle cx="10" cy="10" r="6.5" fill="currentColor" />`;
const open = svg`<circle cx="10" cy="10" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />`;
