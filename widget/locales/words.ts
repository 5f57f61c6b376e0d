import type { de } from './de.ts';

/** The keys and parameters of a catalogue; German is written first and every other language must say as much. */
export type Catalogue<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string
    ? string
    : Source[Key] extends (...parameters: infer Parameters) => string
      ? (...parameters: Parameters) => string
      : Catalogue<Source[Key]>;
};

export type Words = Catalogue<typeof de>;
