import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Locale } from '@jawort/shared/domain/records';
import type { Inbox, Snapshot } from '@jawort/shared/protocol/snapshot';
import { Connection } from './connection.ts';
import type { Host } from './host.ts';
import { LiveConversation } from './live-conversation.ts';
import { SingleFlight } from './single-flight.ts';
import { Store } from './store.ts';
import type { AgentClient, AgentState, ConversationClient } from './types.ts';

/** Connects the signed-in agent, over one socket for all conversations; `locale` is the language to be asked for consent in. */
export function createAgentClient(host: Host, locale: (() => Locale) | null = null): AgentClient {
  return new LiveAgent(host, locale);
}

class LiveAgent implements AgentClient {
  readonly #host: Host;
  readonly #locale: (() => Locale) | null;
  readonly #connection: Connection;
  readonly #store: Store<AgentState>;
  readonly #opened = new Map<ConversationId, LiveConversation>();
  readonly #watch = new SingleFlight(async () => {
    this.#show(await this.#connection.request('inbox:watch', {}));
    return false;
  });
  readonly #stopWaking: () => void;

  constructor(host: Host, locale: (() => Locale) | null) {
    this.#host = host;
    this.#locale = locale;
    this.#connection = new Connection(host, { namespace: '/agent', auth: () => ({}) });
    this.#store = new Store<AgentState>({ connection: this.#connection.state, inbox: null });
    this.#connection.on('inbox:changed', ({ now }) => this.#show(now));
    this.#connection.subscribe(() => this.#connectionChanged());
    this.#stopWaking = host.onWake(() => this.#watchIfOnline());
  }

  get state(): AgentState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  async accept(conversation: ConversationId): Promise<ConversationClient> {
    const snapshot = await this.#connection.request('conversation:accept', { conversation });
    return this.#opened.get(conversation) ?? this.#begin(conversation, snapshot);
  }

  open(conversation: ConversationId): ConversationClient {
    return this.#opened.get(conversation) ?? this.#begin(conversation);
  }

  leave(conversation: ConversationId): void {
    this.#opened.get(conversation)?.close();
    this.#opened.delete(conversation);
  }

  close(): void {
    for (const conversation of [...this.#opened.keys()]) this.leave(conversation);
    this.#stopWaking();
    this.#connection.close();
  }

  #begin(conversation: ConversationId, snapshot?: Snapshot): LiveConversation {
    const place = { host: this.#host, wire: this.#connection, role: 'agent', locale: this.#locale } as const;
    const live = new LiveConversation(place, conversation, snapshot);
    this.#opened.set(conversation, live);
    return live;
  }

  #connectionChanged(): void {
    const connection = this.#connection.state;
    this.#store.update((state) => ({ ...state, connection }));
    this.#watchIfOnline();
  }

  #watchIfOnline(): void {
    if (this.#connection.state.state === 'online') this.#watch.run();
  }

  #show(inbox: Inbox): void {
    this.#store.update((state) => ({ ...state, inbox }));
  }
}
