import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { Conversation, Participant } from '@jawort/shared/domain/records';
import { html, type TemplateResult } from 'lit';
import type { Words } from '../locales/words.ts';

type People = Pick<Conversation, 'participants'> | null;

/** The visitor of a conversation. */
export function visitorOf(people: People): Participant | undefined {
  return people?.participants.find(({ role }) => role === 'visitor');
}

/** What the visitor is called, in words where there is no name. */
export function visitorName(people: People, words: Words): string {
  return visitorOf(people)?.name ?? words.visitor;
}

/** What a participant is called. */
export function nameOf(people: People, ref: ParticipantId | null, words: Words): string {
  return people?.participants.find((one) => one.ref === ref)?.name ?? words.visitor;
}

/** Up to two initials of a name, for want of a face. */
function initialsOf(name: string): string {
  const parts = name.split(/\s+/u).filter(Boolean);
  const chosen = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  const initials = chosen.map((part) => firstLetter(part ?? ''));
  return initials.join('').toUpperCase();
}

function firstLetter(text: string): string {
  const [first] = letters.segment(text);
  return first?.segment ?? '';
}

const letters = new Intl.Segmenter();

/** A person without a photograph: initials, or an outline where nobody gave a name. Its name stands beside it. */
export function face(name: string | null): TemplateResult {
  if (name === null) return html`<span class="face" aria-hidden="true">${outline}</span>`;
  return html`<span class="face" data-hue=${hueOf(name)} aria-hidden="true">${initialsOf(name)}</span>`;
}

const outline = html`<svg
  viewBox="0 0 20 20"
  width="20"
  height="20"
  fill="none"
  stroke="currentColor"
  stroke-width="1.5"
>
  <circle cx="10" cy="7.2" r="3.2" />
  <path d="M3.8 17c.6-3.3 3-5 6.2-5s5.6 1.7 6.2 5" />
</svg>`;

const hues = 6;

function hueOf(name: string): number {
  const codes = Array.from(name, (letter) => letter.codePointAt(0) ?? 0);
  return codes.reduce((sum, code) => (sum * 31 + code) % 9973, 7) % hues;
}
