import type { PublicKey } from '@jawort/shared/crypto/public-key';
import type { ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { ConsentView } from '@jawort/shared/domain/records';
import type { ConsentViews } from '../conversation/views.ts';
import type { Caller } from '../media/call-runtime.ts';
import { Asking, type Asked } from './asking.ts';
import { ConsentRuntime, type ConsentParts } from './consent-runtime.ts';
import { Giving, type Given } from './giving.ts';
import { NoticeDocuments } from './notices/notice-documents.ts';
import { Offers } from './offers.ts';
import { Withdrawing, type Withdrawn } from './withdrawing.ts';

/** Consent to recording: asked, given, refused, withdrawn. Everything but a refusal is an event. */
export class Consents implements ConsentViews {
  readonly #runtime: ConsentRuntime;
  readonly #asking: Asking;
  readonly #giving: Giving;
  readonly #withdrawing: Withdrawing;

  constructor(parts: ConsentParts) {
    const { signer, ids, clock, calls } = parts;
    const runtime = new ConsentRuntime(parts);
    const documents = new NoticeDocuments(parts.notices);
    const offers = new Offers({ signer, ids, clock, documents });
    this.#runtime = runtime;
    this.#asking = new Asking(runtime, offers);
    this.#giving = new Giving(runtime, offers, documents);
    this.#withdrawing = new Withdrawing(runtime);
    calls.onChanged((conversation) => {
      void runtime.tell(conversation);
    });
  }

  of(conversation: ConversationId, party: ParticipantId): Promise<ConsentView> {
    return this.#runtime.view(conversation, party);
  }

  /** Asks everybody in the call; the same request again changes nothing. */
  ask(caller: Caller, asked: Asked): Promise<void> {
    return this.#asking.ask(caller, asked);
  }

  /** Binds the party's key and offers it something to sign, `null` until everybody's key is known. */
  offer(caller: Caller, asked: Asked, key: PublicKey): Promise<string | null> {
    return this.#asking.offer(caller, asked, key);
  }

  /** Resolves with the receipt once the consent is on disk. */
  give(caller: Caller, given: Given): Promise<string> {
    return this.#giving.give(caller, given);
  }

  /** Keeps the party's no for that party alone (RG5). */
  async refuse(caller: Caller, { call, request }: Asked): Promise<void> {
    const { calls, refusals } = this.#runtime.parts;
    const { conversation, party } = caller;
    calls.seat(caller, call);
    this.#asking.expectAsked(await calls.events.read(conversation), { call, request });
    await refusals.refuse(conversation, party, request);
    await this.#runtime.tellParty(conversation, party);
  }

  /** Closes the recorder, then stores; resolves with the receipt. */
  withdraw(caller: Caller, withdrawn: Withdrawn): Promise<string> {
    return this.#withdrawing.withdraw(caller, withdrawn);
  }
}
