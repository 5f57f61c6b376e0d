import { signJws } from '@jawort/shared/crypto/jws';
import type { CallId, RequestId } from '@jawort/shared/domain/ids';
import type { Locale, Modality } from '@jawort/shared/domain/records';
import type { ErrorCode } from '@jawort/shared/protocol/ack';
import { withReceipt } from '../conversation-state.ts';
import { updateState, type Live, type LiveContext } from '../live.ts';
import { refusalOf, RequestRefused } from '../request-refused.ts';
import type { ConsentQuestion } from '../types.ts';
import { consentStatement, type ReceivedOffer } from './consent-statement.ts';
import { documentHash, fetchNotice, type NoticeDocument } from './notice-document.ts';
import type { SigningKey } from './signing-key.ts';
import type { Trust } from './trust.ts';
import { verifyOffer } from './verify-offer.ts';
import { verifyReceipt } from './verify-receipt.ts';

const tries = 5;
const againMs = 3000;
const outrun: readonly ErrorCode[] = ['ERR_CONSENT_STALE', 'ERR_NOTICE_OUTDATED'];

/** One asking for consent, and the key to answer it with. */
type Asking = { readonly call: CallId; readonly request: RequestId; readonly key: SigningKey };

/** What stands before the person: the words, the latest offer of them, and since when. */
type Shown = { readonly received: ReceivedOffer; readonly words: NoticeDocument; readonly since: number };

/** Puts the open question before the person once its words are verified, and turns their answer into evidence (EV1, EV2). */
export class ConsentDesk {
  readonly #context: LiveContext;
  readonly #trust: Trust;
  readonly #stop: readonly (() => void)[];
  #request: RequestId | null = null;
  #asking: Asking | null = null;
  #shown: Shown | null = null;
  #cancelAgain: (() => void) | null = null;

  constructor(context: LiveContext, trust: Trust) {
    this.#context = context;
    this.#trust = trust;
    this.#stop = [
      context.live.subscribe(() => this.#follow()),
      context.wire.on('consent:offered', ({ call, offer }) => {
        if (this.#asking?.call === call) void this.#receive(this.#asking, offer).catch(() => undefined);
      }),
    ];
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#cancelAgain?.();
  }

  #follow(): void {
    const open = openRequest(this.#context.live.state);
    if (open?.request === this.#request || (!open && !this.#request)) return;
    this.#request = open?.request ?? null;
    this.#asking = null;
    this.#shown = null;
    this.#cancelAgain?.();
    this.#put(null);
    if (open) void this.#prepare(open.call, open.request);
  }

  // Until all parties' keys are known there is no offer, and what does not verify is not shown: either way it is asked for again,
  // which also makes up for a lost notice.
  async #prepare(call: CallId, request: RequestId): Promise<void> {
    if (request !== this.#request || this.#shown) return;
    await this.#tryToPrepare(call, request).catch(() => undefined);
    const { clock } = this.#context.host;
    if (request === this.#request)
      this.#cancelAgain = clock.after(againMs, () => void this.#prepare(call, request));
  }

  async #tryToPrepare(call: CallId, request: RequestId): Promise<void> {
    const key = await this.#trust.obtainOwn();
    if (request !== this.#request) return;
    this.#asking = { call, request, key };
    await this.#askOffer(this.#asking);
  }

  async #askOffer(asking: Asking): Promise<void> {
    const { wire, conversation } = this.#context;
    const { call, request, key } = asking;
    const asked = { conversation, call, request, key: key.publicKey };
    const { offer } = await wire.request('consent:offer', asked);
    if (offer !== null) await this.#receive(asking, offer);
  }

  async #receive(asking: Asking, jws: string): Promise<void> {
    const { conversation, live, host } = this.#context;
    const party = live.state.state.me;
    if (!party) return;
    const wanted = { conversation, ...asking, party, key: asking.key.kid };
    const offer = await verifyOffer(jws, wanted, await this.#trust.server());
    const shown = this.#shown;
    if (asking !== this.#asking || (shown && shown.received.offer.seq > offer.seq)) return;
    const hash = documentHash(offer, this.#locale());
    if (shown && isSameQuestion(shown, offer, hash)) {
      this.#shown = { ...shown, received: { jws, offer } };
      return;
    }
    const words = await fetchNotice(host, offer, hash);
    if (asking === this.#asking)
      this.#show(asking, { received: { jws, offer }, words, since: host.clock.now() });
  }

  #show(asking: Asking, shown: Shown): void {
    this.#shown = shown;
    this.#put({
      notice: shown.words.notice,
      give: (modalities) => this.#give(asking, shown.words, modalities),
      refuse: () => this.#refuse(asking),
    });
  }

  async #give(asking: Asking, words: NoticeDocument, modalities: readonly Modality[]): Promise<void> {
    for (let left = tries; left > 0; left -= 1) {
      const shown = this.#shown;
      if (asking !== this.#asking || shown?.words !== words) throw new RequestRefused(outdated);
      const statement = await this.#sign(asking, shown, modalities);
      const receipt = await this.#deliver(asking, shown.received.jws, statement);
      if (receipt !== null) return this.#keep(receipt, statement);
      await this.#askOffer(asking);
    }
    throw new RequestRefused({ code: 'ERR_CONSENT_STALE', message: 'the offer was stale each time' });
  }

  async #sign(
    asking: Asking,
    { received, words, since }: Shown,
    modalities: readonly Modality[],
  ): Promise<string> {
    const now = this.#context.host.clock.now();
    const clientTime = new Date(now).toISOString();
    const answer = { modalities, shownMs: Math.max(0, Math.round(now - since)), clientTime };
    return signJws('jawort-consent+jws', await consentStatement(received, words, answer), asking.key);
  }

  /** The receipt, or `null` where the chain has moved on and a fresh offer has to be signed. */
  async #deliver(asking: Asking, offer: string, statement: string): Promise<string | null> {
    const { wire, conversation } = this.#context;
    try {
      const given = { conversation, call: asking.call, offer, statement };
      return (await wire.request('consent:give', given)).receipt;
    } catch (error) {
      const receipt = this.#receiptOf(statement);
      if (receipt !== null) return receipt;
      if (outrun.includes(refusalOf(error).code)) return null;
      throw error;
    }
  }

  // The answer may have been lost, and the retry refused as a replay, although the consent is on disk.
  #receiptOf(statement: string): string | null {
    const { receipts } = this.#context.live.state.state;
    return receipts.find((one) => one.statement === statement)?.receipt ?? null;
  }

  async #keep(receipt: string, statement: string): Promise<void> {
    const { conversation, live, sync } = this.#context;
    const party = live.state.state.me ?? '';
    const wanted = { type: 'consent.given', conversation, party, statement } as const;
    await verifyReceipt(receipt, wanted, await this.#trust.server());
    updateState(live, (state) => withReceipt(state, { receipt, statement }));
    sync();
  }

  async #refuse({ call, request }: Asking): Promise<void> {
    const { wire, conversation, sync } = this.#context;
    await wire.request('consent:refuse', { conversation, call, request });
    sync();
  }

  #locale(): Locale {
    const { locale, live } = this.#context;
    return locale?.() ?? live.state.state.conversation?.locale ?? 'en';
  }

  #put(question: ConsentQuestion | null): void {
    this.#context.live.update((live) => (live.question === question ? live : { ...live, question }));
  }
}

const outdated = { code: 'ERR_NOTICE_OUTDATED', message: 'the question on the screen has changed' } as const;

function openRequest({ state, session }: Live): { call: CallId; request: RequestId } | null {
  const { call, consent } = state;
  if (!session || call?.state !== 'active' || consent.mine.state !== 'asked' || !consent.request) return null;
  return { call: call.call, request: consent.request.request };
}

function isSameQuestion({ received, words }: Shown, offer: ReceivedOffer['offer'], hash: string): boolean {
  const refs = ({ parties }: ReceivedOffer['offer']) => parties.map(({ ref }) => ref).join();
  return words.hash === hash && refs(received.offer) === refs(offer);
}
