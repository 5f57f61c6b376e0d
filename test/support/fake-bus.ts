import type { NoticeInput, NoticeName } from '@jawort/shared/protocol/notices';
import type { Audience, Bus, NoticeOf } from '../../server/ports/bus.ts';

type Listener = Parameters<Bus['subscribe']>[0];
export type Rung = { readonly audience: Audience; readonly notice: NoticeOf };

/** Keeps everything that was rung. */
export class FakeBus implements Bus {
  readonly rung: Rung[] = [];

  readonly #listeners = new Set<Listener>();

  ring(audience: Audience, ...notice: NoticeOf): void {
    this.rung.push({ audience, notice });
    for (const listener of this.#listeners) listener(audience, ...notice);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything of one name, oldest first. */
  all<Name extends NoticeName>(name: Name): NoticeInput<Name>[] {
    return this.rung
      .filter(({ notice }) => notice[0] === name)
      .map(({ notice }) => notice[1] as NoticeInput<Name>);
  }

  /** What a connection of a party of the conversation receives. */
  heardBy(party: string): NoticeOf[] {
    return this.rung
      .filter(
        ({ audience }) =>
          audience.to === 'conversation' || (audience.to === 'party' && audience.party === party),
      )
      .map(({ notice }) => notice);
  }
}
