import { html, type TemplateResult } from 'lit';

const address = /https:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** A text whose https addresses can be followed. Everything in it stays text: nothing that people type becomes markup (PE3). */
export function linkedText(text: string): readonly (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: url, index } of text.matchAll(address)) {
    parts.push(text.slice(end, index), link(url));
    end = index + url.length;
  }
  parts.push(text.slice(end));
  return parts;
}

function link(url: string): TemplateResult {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow ugc">${url}</a>`;
}
