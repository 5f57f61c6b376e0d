import { fixture } from '@open-wc/testing';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { tokens } from '../styles/tokens.ts';

@customElement('console-test-stage')
export class ConsoleTestStage extends LitElement {
  static override readonly styles = [
    tokens,
    css`
      :host {
        display: block;
        background: var(--paper);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

/** Shows one component with the console's colours around it. */
export async function show<Shown extends LitElement>(template: TemplateResult): Promise<Shown> {
  const stage = await fixture<ConsoleTestStage>(html`<console-test-stage>${template}</console-test-stage>`);
  const shown = stage.firstElementChild as Shown;
  await settled(shown);
  return shown;
}

/** Waits until a component and those within it have rendered what they were told. */
export async function settled(element: LitElement): Promise<void> {
  await element.updateComplete;
  for (const inner of element.renderRoot.querySelectorAll('*'))
    if (inner instanceof LitElement) await settled(inner);
}

/** The first that matches within an element, through its shadow roots. */
export function find(root: Element, selector: string): Element | null;
export function find<Found extends Element>(
  root: Element,
  selector: string,
  kind: new () => Found,
): Found | null;
export function find(root: Element, selector: string, kind: new () => Element = Element): Element | null {
  for (const element of within(root))
    if (element.matches(selector) && element instanceof kind) return element;
  return null;
}

/** All that match within an element, through its shadow roots. */
export function findAll(root: Element, selector: string): readonly Element[] {
  return [...within(root)].filter((element) => element.matches(selector));
}

/** What a person reads in an element, through its shadow roots. */
export function textOf(root: Element): string {
  const texts = [...within(root)].flatMap((element) =>
    [...element.childNodes].filter(isText).map(({ data }) => data),
  );
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** The button of that name. */
export function buttonOf(root: Element, name: string): HTMLButtonElement | null {
  for (const element of within(root))
    if (element instanceof HTMLButtonElement && nameOf(element) === name) return element;
  return null;
}

function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
}

function isText(node: Node): node is Text {
  return node.nodeType === Node.TEXT_NODE && node.parentElement?.localName !== 'style';
}

function* within(root: Element): Generator<Element> {
  yield root;
  for (const child of [...(root.shadowRoot?.children ?? []), ...root.children]) yield* within(child);
}
