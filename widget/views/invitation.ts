import type { Call, CallKind } from '@jawort/shared/domain/records';
import { html, nothing, type TemplateResult } from 'lit';
import type { CallWords } from '../locales/call-words.ts';
import { callIcons } from './call-icons.ts';
import { icon, icons } from './icon.ts';
import { initialsOf } from './people.ts';

type Invitation = Extract<Call, { readonly state: 'ringing' | 'active' }>;
type InvitationDeeds = {
  readonly answer: (kind: CallKind) => void;
  readonly decline: (() => Promise<void>) | undefined;
};

/** Somebody is calling, or a call that one was in still runs. */
export function invitation(
  call: Invitation,
  name: string,
  words: CallWords,
  deeds: InvitationDeeds,
): TemplateResult {
  return call.state === 'ringing' && deeds.decline
    ? ringing(call.kind, name, words, deeds)
    : stillRunning(call.kind, words, deeds);
}

function ringing(kind: CallKind, name: string, words: CallWords, deeds: InvitationDeeds): TemplateResult {
  return html`<section class="invitation" aria-label=${words.area}>
    <p class="caller" role="alert">
      <span class="avatar ringing" aria-hidden="true">${initialsOf(name)}</span>
      <span>${words.incoming[kind](name)}</span>
    </p>
    <div class="choices">
      ${
        kind === 'video'
          ? html`<button @click=${() => deeds.answer('video')}>
              ${icon(icons.video)}${words.acceptVideo}
            </button>`
          : nothing
      }
      <button @click=${() => deeds.answer('voice')}>${icon(icons.phone)}${words.acceptVoice}</button>
      <button @click=${() => deeds.decline?.()}>${icon(callIcons.hangUp)}${words.decline}</button>
    </div>
  </section>`;
}

function stillRunning(kind: CallKind, words: CallWords, { answer }: InvitationDeeds): TemplateResult {
  return html`<section class="invitation row" aria-label=${words.area}>
    <p role="status">${words.running}</p>
    <button @click=${() => answer(kind)}>${words.rejoin}</button>
  </section>`;
}
