import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionState, ConversationState, VisitorClient } from '../core/types.ts';
import { sentenceOf, type Language } from '../locales/language.ts';

/** What keeps an answer from coming, and what happens next: no connection, nobody there, nobody free yet. */
export function banner({ state, open }: VisitorClient, language: Language): TemplateResult | typeof nothing {
  const text = trouble(state.connection, language) ?? (open ? null : waiting(state, language));
  return text ? html`<div class="banner" role="status"><p>${text}</p></div>` : nothing;
}

function waiting({ conversation, staffed }: ConversationState, { words }: Language): string | null {
  if (conversation?.state !== 'waiting') return null;
  return staffed ? words.waiting : `${words.unstaffed} ${words.unstaffedNext} ${words.unstaffedWhere}`;
}

function trouble(connection: ConnectionState, language: Language): string | null {
  switch (connection.state) {
    case 'online':
      return null;
    case 'connecting':
      return language.words.connecting;
    case 'offline':
      return language.words.offline;
    case 'refused':
      return sentenceOf(language, connection.error);
  }
}
