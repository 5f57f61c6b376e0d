import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Inbox } from '@jawort/shared/protocol/snapshot';
import { Store } from '@jawort/widget/core/store';
import type {
  AgentClient,
  AgentState,
  CallSession,
  CallState,
  ConversationActions,
  ConversationClient,
  ConversationState,
} from '@jawort/widget/core/types';
import { conversationState } from './builders.ts';

/** A conversation whose state and actions the test writes. */
export class FakeConversation implements ConversationClient {
  readonly #store: Store<ConversationState>;
  actions: ConversationActions;
  session: CallSession | null = null;

  constructor(state: Partial<ConversationState> = {}, actions: ConversationActions = {}) {
    this.#store = new Store(conversationState(state));
    this.actions = actions;
  }

  get state(): ConversationState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  update(change: Partial<ConversationState>): void {
    this.#store.update((state) => ({ ...state, ...change }));
  }

  close(): void {}
}

/** An agent's connection whose inbox the test writes. */
export class FakeAgent implements AgentClient {
  readonly #store: Store<AgentState>;
  readonly #clients: ReadonlyMap<ConversationId, ConversationClient>;
  readonly accepted: ConversationId[] = [];

  constructor(inbox: Inbox | null, clients: ReadonlyMap<ConversationId, ConversationClient> = new Map()) {
    this.#store = new Store<AgentState>({ connection: { state: 'online' }, inbox });
    this.#clients = clients;
  }

  get state(): AgentState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  update(change: Partial<AgentState>): void {
    this.#store.update((state) => ({ ...state, ...change }));
  }

  async accept(conversation: ConversationId): Promise<ConversationClient> {
    this.accepted.push(conversation);
    return this.open(conversation);
  }

  open(conversation: ConversationId): ConversationClient {
    return this.#clients.get(conversation) ?? new FakeConversation();
  }

  leave(): void {}

  close(): void {}
}

/** This side of a call, as the test writes it. */
export class FakeSession implements CallSession {
  readonly #store: Store<CallState>;
  readonly done: string[] = [];

  constructor(state: Partial<CallState> = {}) {
    this.#store = new Store<CallState>({
      state: 'connected',
      kind: 'video',
      camera: null,
      microphone: null,
      cameraOn: true,
      muted: false,
      problem: null,
      remote: [],
      ...state,
    });
  }

  get state(): CallState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  async setMuted(muted: boolean): Promise<void> {
    this.done.push(`muted ${muted}`);
    this.#store.update((state) => ({ ...state, muted }));
  }

  async setCamera(cameraOn: boolean): Promise<void> {
    this.done.push(`camera ${cameraOn}`);
    this.#store.update((state) => ({ ...state, cameraOn }));
  }

  async hangUp(): Promise<void> {
    this.done.push('hung up');
  }
}
