import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Refusal } from '@jawort/shared/protocol/ack';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import { Connection } from './connection.ts';
import { emptyConversation } from './conversation-state.ts';
import type { Host } from './host.ts';
import { LiveConversation } from './live-conversation.ts';
import { SingleFlight } from './single-flight.ts';
import { Store } from './store.ts';
import type {
  CallSession,
  ConversationActions,
  ConversationState,
  PreChat,
  SiteInfo,
  VisitorClient,
} from './types.ts';
import { forgetVisit, newVisit, recallVisit, rememberVisit, type Visit } from './visit.ts';

const againMs = 3000;

/** Connects a visitor to `site`, taking up the conversation of this tab if there is one. */
export function createVisitorClient(host: Host, site: string): VisitorClient {
  return new LiveVisitor(host, site);
}

type VisitorState = { readonly live: LiveConversation | null; readonly site: SiteInfo | null };

class LiveVisitor implements VisitorClient {
  readonly #host: Host;
  readonly #site: string;
  readonly #store = new Store<VisitorState>({ live: null, site: null });
  readonly #connection: Connection;
  readonly #askSite = new SingleFlight(async () => {
    await this.#fetchSite().catch(() => this.#askSiteLater());
    return false;
  });
  #cancelAsking: (() => void) | null = null;
  #closed = false;
  #visit: Visit | null;
  #opening: Visit | null = null;
  #before: ConversationState;

  constructor(host: Host, site: string) {
    this.#host = host;
    this.#site = site;
    this.#visit = recallVisit(host.memory, site);
    this.#connection = new Connection(host, { namespace: '/visitor', auth: () => this.#auth() });
    this.#before = emptyConversation(this.#connection.state);
    this.#connection.subscribe(() => this.#connectionChanged());
    if (this.#visit) this.#begin(this.#visit.conversation);
    this.#askSite.run();
  }

  get state(): ConversationState {
    return this.#store.state.live?.state ?? this.#before;
  }

  get actions(): ConversationActions {
    return this.#store.state.live?.actions ?? {};
  }

  get session(): CallSession | null {
    return this.#store.state.live?.session ?? null;
  }

  get site(): SiteInfo | null {
    return this.#store.state.site;
  }

  get open(): VisitorClient['open'] {
    return this.#store.state.live && !this.#isTurnedAway() ? undefined : this.#open;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  close(): void {
    this.#store.state.live?.close();
    this.#closed = true;
    this.#connection.close();
    this.#cancelAsking?.();
  }

  #auth() {
    return { site: this.#site, ...(this.#visit && { token: this.#visit.token }) };
  }

  // The ids stay the same until the server has answered, so that trying again opens no second conversation.
  readonly #open = async (preChat: PreChat): Promise<ConversationId> => {
    if (this.#isTurnedAway()) this.#startAfresh();
    const visit = (this.#opening ??= newVisit(this.#host.random));
    const snapshot = await this.#connection.request('conversation:open', { ...visit, ...preChat });
    this.#visit = visit;
    this.#opening = null;
    rememberVisit(this.#host.memory, this.#site, visit);
    this.#begin(visit.conversation, snapshot);
    return visit.conversation;
  };

  #begin(conversation: ConversationId, snapshot?: Snapshot): void {
    const place = { host: this.#host, wire: this.#connection, role: 'visitor', locale: null } as const;
    const live = new LiveConversation(place, conversation, snapshot);
    live.subscribe(() => this.#store.update((state) => ({ ...state })));
    this.#store.update((state) => ({ ...state, live }));
  }

  #isTurnedAway(): boolean {
    const { state } = this.#connection;
    return state.state === 'refused' && state.error.code === 'ERR_TOKEN_INVALID';
  }

  #startAfresh(): void {
    this.#store.state.live?.close();
    this.#store.update((state) => ({ ...state, live: null }));
    this.#visit = null;
    forgetVisit(this.#host.memory, this.#site);
    this.#connection.reconnect();
  }

  #connectionChanged(): void {
    this.#before = { ...this.#before, connection: this.#connection.state };
    this.#store.update((state) => ({ ...state }));
    if (!this.site && this.#connection.state.state === 'online') this.#askSite.run();
  }

  #askSiteLater(): void {
    if (this.#closed) return;
    this.#cancelAsking = this.#host.clock.after(againMs, () => this.#askSite.run());
  }

  async #fetchSite(): Promise<void> {
    const response = await this.#host.fetch(`/api/sites/${encodeURIComponent(this.#site)}`);
    const answer: unknown = await response.json();
    if (!response.ok) {
      this.#connection.refuse(answer as Refusal);
      return;
    }
    const site = answer as SiteInfo;
    this.#before = { ...this.#before, staffed: site.staffed };
    this.#store.update((state) => ({ ...state, site }));
  }
}
