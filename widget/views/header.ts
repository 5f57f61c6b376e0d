import { html, nothing, type TemplateResult } from 'lit';
import type { VisitorClient } from '../core/types.ts';
import type { Language } from '../locales/language.ts';
import type { Words } from '../locales/words.ts';
import { icon, icons } from './icon.ts';
import { agentOf, initialsOf } from './people.ts';

type HeaderDeeds = { readonly minimise: () => void; readonly close: (() => void) | undefined };

/** Who is here, and the two ways out. */
export function header(client: VisitorClient, { words }: Language, deeds: HeaderDeeds): TemplateResult {
  const name = agentOf(client.state.conversation)?.name ?? client.site?.name ?? '';
  return html`<header>
    ${name ? html`<span class="avatar" aria-hidden="true">${initialsOf(name)}</span>` : nothing}
    <div class="person">
      <h2>${name}</h2>
      <p class="soft">${presenceOf(client, words)}</p>
    </div>
    ${way(icons.minimise, words.minimise, deeds.minimise)}
    ${deeds.close ? way(icons.close, words.close, deeds.close) : nothing}
  </header>`;
}

function presenceOf({ state: { conversation, staffed }, site }: VisitorClient, words: Words): string {
  if (!conversation && !site) return '';
  if (conversation?.state === 'closed') return words.ended;
  if (conversation?.state === 'open') return words.present;
  return staffed ? words.here : words.nobody;
}

function way(path: string, label: string, go: () => void): TemplateResult {
  return html`<button class="plain square" aria-label=${label} title=${label} @click=${go}>
    ${icon(path)}
  </button>`;
}
