import type { SessionMemory } from './host.ts';

/** A list that lasts over a reload, for as long as the tab does. */
export class KeptList<Item> {
  readonly #memory: SessionMemory;
  readonly #name: string;
  #items: readonly Item[];

  /** MUST be the only one that writes under `name`. */
  constructor(memory: SessionMemory, name: string) {
    this.#memory = memory;
    this.#name = name;
    this.#items = restore(memory.get(name)) as readonly Item[];
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** Keeps these instead. */
  replace(items: readonly Item[]): void {
    if (items === this.#items) return;
    this.#items = items;
    if (items.length > 0) this.#memory.set(this.#name, JSON.stringify(items));
    else this.#memory.remove(this.#name);
  }
}

// What does not read as a list was not written here.
function restore(stored: string | null): readonly unknown[] {
  try {
    const items: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}
