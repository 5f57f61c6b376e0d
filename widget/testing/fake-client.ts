import type { PreChat, SiteInfo, VisitorClient } from '../core/types.ts';
import type { CallSession, CallState, ConversationActions, ConversationState } from '../core/types.ts';

type Parts = {
  readonly state: ConversationState;
  readonly actions: ConversationActions;
  readonly session: CallSession | null;
  readonly site: SiteInfo | null;
  readonly open: VisitorClient['open'];
};

/** A conversation that says what it is told to say. */
export class FakeClient implements VisitorClient {
  #parts: Parts;
  readonly #listeners = new Set<() => void>();
  isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get state(): ConversationState {
    return this.#parts.state;
  }

  get actions(): ConversationActions {
    return this.#parts.actions;
  }

  get session(): CallSession | null {
    return this.#parts.session;
  }

  get site(): SiteInfo | null {
    return this.#parts.site;
  }

  get open(): ((preChat: PreChat) => Promise<never>) | undefined {
    return this.#parts.open as ((preChat: PreChat) => Promise<never>) | undefined;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Becomes something else and tells so. */
  become(change: Partial<Parts>): void {
    this.#parts = { ...this.#parts, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Changes only the conversation's state. */
  change(change: Partial<ConversationState>): void {
    this.become({ state: { ...this.state, ...change } });
  }
}

/** This side of a call that does what it is told, at once. */
export class FakeSession implements CallSession {
  state: CallState;
  readonly #listeners = new Set<() => void>();

  constructor(state: CallState) {
    this.state = state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(change: Partial<CallState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  async setMuted(muted: boolean): Promise<void> {
    this.change({ muted });
  }

  async setCamera(cameraOn: boolean): Promise<void> {
    this.change({ cameraOn });
  }

  async hangUp(): Promise<void> {
    this.change({ state: 'ended' });
  }
}
