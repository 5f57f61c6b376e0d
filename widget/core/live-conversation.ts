import type { ConversationId, MessageId } from '@jawort/shared/domain/ids';
import type { CallKind } from '@jawort/shared/domain/records';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import { CallLoader } from './call-loader.ts';
import { actionsOf, type Deeds } from './conversation-actions.ts';
import {
  denseHead,
  emptyConversation,
  hasGap,
  markerOf,
  toldSince,
  withMarker,
  withPending,
  withSnapshot,
} from './conversation-state.ts';
import { followNotices } from './follow-notices.ts';
import { keepReceipts } from './keep-receipts.ts';
import { updateState, type Live, type LiveContext } from './live.ts';
import { Markers } from './markers.ts';
import { Outbox, type Posted } from './outbox.ts';
import { postOwn } from './post-own.ts';
import { SingleFlight } from './single-flight.ts';
import { Store } from './store.ts';
import type { CallSession, ConversationActions, ConversationClient, ConversationState } from './types.ts';
import { OwnTyping } from './typing.ts';

/** Where a conversation's client stands. */
export type Place = Pick<LiveContext, 'host' | 'wire' | 'role' | 'locale'>;

/** The client of one known conversation: follows the server's notices, and syncs whenever one may have been lost (MS2, MS3). */
export class LiveConversation implements ConversationClient {
  readonly #context: LiveContext;
  readonly #live: Store<Live>;
  readonly #outbox: Outbox;
  readonly #markers: Markers;
  readonly #typing: OwnTyping;
  readonly #sync = new SingleFlight(() => this.#syncOnce());
  readonly #calls: CallLoader;
  readonly #stop: readonly (() => void)[];
  readonly #deeds: Deeds;

  /** `snapshot`, where there is one already, saves the first sync. */
  constructor(place: Place, conversation: ConversationId, snapshot?: Snapshot) {
    const { host, wire } = place;
    this.#live = new Store<Live>({ state: emptyConversation(wire.state), session: null, question: null });
    this.#context = { ...place, conversation, live: this.#live, sync: () => this.#sync.run() };
    if (snapshot) this.#update((state) => withSnapshot(state, snapshot));
    this.#outbox = this.#makeOutbox();
    this.#markers = new Markers(this.#ownProgress(), (progress) =>
      wire.request('message:mark', { conversation, ...progress }),
    );
    this.#typing = new OwnTyping(host.clock, (typing) => this.#tellTyping(typing));
    this.#calls = new CallLoader(this.#context);
    this.#deeds = this.#makeDeeds();
    this.#stop = [
      keepReceipts(this.#context),
      followNotices(this.#context, () => this.#afterNotice()),
      wire.subscribe(() => this.#afterConnection()),
      host.onWake(() => this.#catchUp()),
    ];
    this.#catchUp();
  }

  get state(): ConversationState {
    return this.#live.state.state;
  }

  get session(): CallSession | null {
    return this.#live.state.session;
  }

  get actions(): ConversationActions {
    return actionsOf(this.#live.state, this.#deeds);
  }

  subscribe(listener: () => void): () => void {
    return this.#live.subscribe(listener);
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#outbox.close();
    this.#typing.set(false);
    this.#calls.close();
  }

  #makeOutbox(): Outbox {
    const { host, wire, conversation } = this.#context;
    return new Outbox({
      clock: host.clock,
      memory: host.memory,
      name: `outbox.${conversation}`,
      send: ({ id, text }) => wire.request('message:send', { conversation, id, text }),
      onChange: (pending) => this.#update((state) => withPending(state, pending)),
      onPosted: (posted) => this.#posted(posted),
    });
  }

  #makeDeeds(): Deeds {
    return {
      send: (text) => this.#send(text),
      retry: (id) => this.#outbox.retry(id),
      setTyping: (typing) => this.#typing.set(typing),
      markRead: () => this.#mark(denseHead(this.state)),
      startCall: (kind: CallKind) => this.#calls.start(kind),
      joinCall: (kind) => this.#calls.join(kind),
      declineCall: () => this.#calls.decline(),
      askConsent: () => this.#calls.askConsent(),
      withdraw: () => this.#calls.withdraw(),
      closeConversation: () => this.#closeConversation(),
    };
  }

  #send(text: string): void {
    const { clock, random } = this.#context.host;
    this.#typing.set(false);
    const at = new Date(clock.now()).toISOString();
    this.#outbox.add({ id: random.id() as MessageId, text, at, error: null });
  }

  #posted(posted: Posted): void {
    this.#update((state) => postOwn(state, posted));
    this.#afterNotice();
  }

  async #closeConversation(): Promise<void> {
    const { wire, conversation } = this.#context;
    await wire.request('conversation:close', { conversation });
  }

  #tellTyping(typing: boolean): void {
    const { wire, conversation } = this.#context;
    if (wire.state.state !== 'online') return;
    wire.request('typing:set', { conversation, typing }, 1).catch(() => undefined);
  }

  #afterNotice(): void {
    if (hasGap(this.state)) this.#sync.run();
    this.#mark(this.#ownProgress().read);
  }

  #afterConnection(): void {
    this.#update((state) => ({ ...state, connection: this.#context.wire.state }));
    this.#catchUp();
  }

  #catchUp(): void {
    if (this.#context.wire.state.state !== 'online') return;
    this.#sync.run();
    this.#markers.resend();
    void this.#outbox.flush();
  }

  // A notice may overtake the answer, which is older than that then.
  async #syncOnce(): Promise<boolean> {
    const { wire, conversation } = this.#context;
    const asked = this.state;
    const after = denseHead(asked);
    const snapshot = await wire.request('conversation:sync', { conversation, after });
    const told = toldSince(asked, this.state);
    this.#update((state) => withSnapshot(state, snapshot, told));
    this.#mark(this.#ownProgress().read);
    return Object.keys(told).length > 0 || (hasGap(this.state) && denseHead(this.state) > after);
  }

  #ownProgress() {
    const marker = markerOf(this.state, this.state.me);
    return { delivered: marker?.delivered ?? 0, read: marker?.read ?? 0 };
  }

  #mark(read: number): void {
    const { me } = this.state;
    if (!me) return;
    const delivered = denseHead(this.state);
    this.#update((state) => withMarker(state, { participant: me, delivered, read }));
    this.#markers.reach(delivered, read);
  }

  #update(change: (state: ConversationState) => ConversationState): void {
    updateState(this.#live, change);
  }
}
