import type { Locale } from '@jawort/shared/domain/records';
import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { formatsOf, type Formats } from '../locales/format.ts';
import { wordsOf, type Words } from '../locales/words.ts';
import { base } from '../styles/base.ts';

/** A component of the console: speaks the language it is given. */
export abstract class ConsoleElement extends LitElement {
  static override styles: CSSResultGroup = base;

  @property({ attribute: false }) locale: Locale = 'de';

  #formats: { readonly locale: Locale; readonly of: Formats } | null = null;

  protected get words(): Words {
    return wordsOf(this.locale);
  }

  protected get formats(): Formats {
    if (this.#formats?.locale !== this.locale) {
      this.#formats = { locale: this.locale, of: formatsOf(this.locale) };
    }
    return this.#formats.of;
  }
}
