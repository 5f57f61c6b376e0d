import type { NoticeInput, NoticeName } from '@jawort/shared/protocol/notices';
import type { RequestInput, RequestName, RequestOutput } from '@jawort/shared/protocol/requests';
import { RequestRefused } from '../request-refused.ts';
import { Store } from '../store.ts';
import type { ConnectionState } from '../types.ts';
import type { Wire } from '../wire.ts';

type Answers = {
  [Name in RequestName]?: (input: RequestInput<Name>) => RequestOutput[Name] | Promise<RequestOutput[Name]>;
};

/** A server in a test's hands: answers as told, keeps what was asked, tells what the test tells it to. */
export class FakeWire implements Wire {
  readonly asked: { readonly name: RequestName; readonly input: unknown }[] = [];
  readonly answers: Answers;
  reconnects = 0;
  readonly #store = new Store<ConnectionState>({ state: 'online' });
  readonly #listeners = new Map<NoticeName, Set<(notice: never) => void>>();

  constructor(answers: Answers = {}) {
    this.answers = answers;
  }

  get state(): ConnectionState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  async request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput[Name]> {
    this.asked.push({ name, input });
    const answer = this.answers[name];
    if (!answer) throw new RequestRefused({ code: 'ERR_UNKNOWN_EVENT', message: name });
    return answer(input);
  }

  on<Name extends NoticeName>(name: Name, listener: (notice: NoticeInput<Name>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  reconnect(): void {
    this.reconnects += 1;
  }

  /** Tells all who listen. */
  tell<Name extends NoticeName>(name: Name, notice: NoticeInput<Name>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(notice as never);
  }

  /** Loses or finds the server. */
  become(state: ConnectionState): void {
    this.#store.update(() => state);
  }

  /** What was asked by this name. */
  askedFor(name: RequestName): readonly unknown[] {
    return this.asked.filter((one) => one.name === name).map(({ input }) => input);
  }
}
