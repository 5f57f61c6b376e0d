import { html, type TemplateResult } from 'lit';
import type { ConversationState } from '../core/types.ts';
import type { Language } from '../locales/language.ts';
import { nameOf } from './people.ts';

/** Who is typing; its line is always there, so that nothing jumps. */
export function typing(state: ConversationState, { words, list }: Language): TemplateResult {
  const names = state.typing
    .filter((ref) => ref !== state.me)
    .map((ref) => nameOf(state.conversation, ref, words));
  return html`<p class="foot typing soft" role="status">
    ${names.length > 0 ? words.typing(list(names)) : ''}
  </p>`;
}
