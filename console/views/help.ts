import { css, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../styles/base.ts';
import { ConsoleElement } from './console-element.ts';
import { icon } from './icon.ts';

/** The keys and what they do. */
@customElement('console-help')
export class ConsoleHelp extends ConsoleElement {
  static override readonly styles = [
    base,
    css`
      dialog {
        inline-size: min(440px, calc(100% - 32px));
        padding: 16px 24px 24px;
        border: 1px solid var(--line);
        border-radius: var(--surface);
        background: var(--paper);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: oklch(0.2 0.01 260 / 0.4);
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
        padding-block-end: 8px;
      }
      h2 {
        font-size: var(--size-20);
        font-weight: 600;
      }
      dl div {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        align-items: center;
        min-block-size: 36px;
        border-block-end: 1px solid var(--line);
        font-size: var(--size-14);
      }
      kbd {
        padding: 2px 8px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        font: inherit;
        white-space: nowrap;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
        min-block-size: 44px;
        font-size: var(--size-14);
      }
      input {
        inline-size: 20px;
        block-size: 20px;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ type: Boolean }) enabled = true;
  @property({ attribute: false }) enable: (enabled: boolean) => void = () => undefined;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  get isOpen(): boolean {
    return this.dialog.open;
  }

  toggle(): void {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">${words.help.title}</h2>
        <button
          class="quiet icon"
          title=${words.close}
          aria-label=${words.close}
          @click=${() => this.dialog.close()}
        >
          ${icon('close')}
        </button>
      </div>
      <dl>
        ${this.#keys().map(
          ([keys, text]) =>
            html`<div>
              <dt>${text}</dt>
              <dd>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dd>
            </div>`,
        )}
      </dl>
      <label>
        <input
          type="checkbox"
          .checked=${this.enabled}
          @change=${(event: Event) => this.enable((event.target as HTMLInputElement).checked)}
        />
        ${words.help.enabled}
      </label>
    </dialog>`;
  }

  #keys(): readonly (readonly [readonly string[], string])[] {
    const { help } = this.words;
    return [
      [['J'], help.next],
      [['K'], help.previous],
      [['R'], help.reply],
      [[help.keys.enter], help.enter],
      [[help.keys.shiftEnter], help.newline],
      [[help.keys.escape], help.escape],
      [[help.keys.space], help.space],
      [['←', '→'], help.arrows],
      [['<', '>'], help.speed],
      [['?'], help.show],
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-help': ConsoleHelp;
  }
}
