import { loaderWords } from './locales/loader-words.ts';
import { launcherCss, launcherIcon } from './styles/launcher-css.ts';

/** The file of the chat; filled in by the build. */
declare const CHAT_FILE: string;

const svg = 'http://www.w3.org/2000/svg';

const script = document.currentScript ?? document.querySelector('script[data-site][src*="jawort.js"]');
if (!(script instanceof HTMLScriptElement) || !script.dataset['site'])
  throw new TypeError('jawort.js: its script element needs data-site="…"');
const { src, dataset } = script;
const { site = '', accent = '', label = '', lang = document.documentElement.lang } = dataset;
const words = loaderWords[/^(de\b|$)/i.test(lang) ? 'de' : 'en'];

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', launch);
else launch();

/** Puts the launcher into the page; nothing is fetched, asked or stored before it is pressed (PE1). */
function launch(): void {
  const place = document.createElement('jawort-launcher');
  const root = place.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss);
  root.adoptedStyleSheets = [sheet];
  if (accent) place.style.setProperty('--jawort-accent', accent);
  root.append(launcher(place));
  document.body.append(place);
}

function launcher(place: HTMLElement): HTMLElement {
  const root = make('div', 'launcher-root');
  const button = make('button', 'launcher');
  const text = make('span', 'launcher-label');
  button.append(drawing());
  button.ariaLabel = text.textContent = label || words.open;
  text.ariaHidden = 'true';
  root.append(button, text);
  button.addEventListener('click', () => {
    if (button.ariaBusy === 'true') return;
    button.ariaBusy = 'true';
    open(place).catch(() => {
      button.ariaBusy = 'false';
      text.ariaHidden = null;
      text.role = 'alert';
      text.textContent = words.failed;
    });
  });
  return root;
}

/** Fetches the chat and lets it take the launcher's place. */
async function open(place: HTMLElement): Promise<void> {
  const { href, origin } = new URL(`widget/${CHAT_FILE}`, src);
  await import(href);
  const chat = document.createElement('jawort-chat');
  const attributes = { site, accent, label, lang, server: origin };
  for (const [name, value] of Object.entries(attributes)) if (value) chat.setAttribute(name, value);
  chat.toggleAttribute('open', true);
  place.replaceWith(chat);
}

function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

function drawing(): SVGSVGElement {
  const image = document.createElementNS(svg, 'svg');
  const path = document.createElementNS(svg, 'path');
  image.setAttribute('viewBox', '0 0 20 20');
  path.setAttribute('d', launcherIcon);
  image.append(path);
  return image;
}
