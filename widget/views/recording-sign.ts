import type { Locale, Recording } from '@jawort/shared/domain/records';
import { html, type TemplateResult } from 'lit';
import type { ConversationClient } from '../core/types.ts';
import { callWordsOf } from '../locales/call-words.ts';

/** What stands for a call while the panel is small. */
export type CallSign = { readonly look: 'on' | ''; readonly text: string; readonly shape: TemplateResult };

/** Whether recording runs, as a shape: filled dot or open ring. */
export function recordingShape({ state }: Recording): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="7" fill=${state === 'on' ? 'currentColor' : 'none'} />
  </svg>`;
}

/** That a call lasts and whether it is recorded; `null` where none does. */
export function callSign(
  { state: { call, recording }, session }: ConversationClient,
  locale: Locale,
): CallSign | null {
  if (call?.state !== 'active' && !session) return null;
  const words = callWordsOf(locale);
  const isOn = recording.state === 'on';
  const text = isOn ? words.recording : `${words.inCall} · ${words.notRecording}`;
  return { look: isOn ? 'on' : '', text, shape: recordingShape(recording) };
}
