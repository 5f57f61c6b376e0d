import { fixture, html, nextFrame } from '@open-wc/testing';
import { LitElement } from 'lit';
import '../views/call-area.ts';
import { fakeChat, type FakeChat } from './fake-chat.ts';
import type { FakeClient } from './fake-client.ts';

/** A chat with `client` in a page, open and drawn. */
export async function shown(
  client: FakeClient,
  attributes: Readonly<Record<string, string>> = {},
  open = true,
  parentNode: HTMLElement = document.createElement('div'),
): Promise<FakeChat> {
  const chat = fakeChat(client, attributes);
  await fixture(html`${chat}`, { parentNode });
  chat.open = open;
  await settled(chat);
  return chat;
}

/** Waits until `element` and all in its shadow have been drawn, and what follows from that as well. */
export async function settled(element: Element): Promise<void> {
  for (let round = 0; round < 4; round++) {
    const drawn = elementsIn(element).filter((one) => one instanceof LitElement);
    await Promise.all(drawn.map(({ updateComplete }) => updateComplete));
    await nextFrame();
  }
  for (const one of elementsIn(element).flatMap((each) => each.getAnimations())) finish(one);
}

/** Some go on for as long as they are seen. */
function finish(animation: Animation): void {
  if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
}

type Kind<Found> = abstract new () => Found;

/** The first element of a kind that `selector` finds, in whichever shadow it stands. */
export function deep(root: Element, selector: string): HTMLElement;
export function deep<Found extends Element>(root: Element, selector: string, kind: Kind<Found>): Found;
export function deep(root: Element, selector: string, kind: Kind<Element> = HTMLElement): Element {
  const [found] = deepAll(root, selector, kind);
  if (!found) throw new TypeError(`nothing is ${selector}`);
  return found;
}

export function deepAll<Found extends Element>(
  root: Element,
  selector: string,
  kind: Kind<Found>,
): readonly Found[] {
  return elementsIn(root).filter(
    (element): element is Found => element.matches(selector) && element instanceof kind,
  );
}

/** The button that says `label`. */
export function button(root: Element, label: string): HTMLButtonElement {
  const found = deepAll(root, 'button', HTMLButtonElement).find((one) => saidBy(one) === label);
  if (!found) throw new TypeError(`no button says ${label}`);
  return found;
}

/** All that `root` says, in every shadow, in one line. */
export function textOf(root: Element): string {
  return elementsIn(root)
    .flatMap(({ childNodes }) =>
      [...childNodes].filter((node) => node instanceof Text).map(({ data }) => data),
    )
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** Where the keyboard is, in whichever shadow. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

export function saidBy(element: Element): string {
  return element.ariaLabel ?? element.textContent.replace(/\s+/g, ' ').trim();
}

function elementsIn(root: Element): readonly Element[] {
  const children = [...(root.shadowRoot?.children ?? []), ...root.children];
  return [root, ...children.filter(({ localName }) => localName !== 'style').flatMap(elementsIn)];
}
