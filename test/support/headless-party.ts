import type { Notice } from '@jawort/shared/consent/notice';
import type { Consent, Offer } from '@jawort/shared/consent/statement';
import { sha256 } from '@jawort/shared/crypto/hash';
import { peekJws, signJws } from '@jawort/shared/crypto/jws';
import type { CallId, ConversationId, RequestId } from '@jawort/shared/domain/ids';
import type { Locale, Modality } from '@jawort/shared/domain/records';
import type { Ack, ErrorCode } from '@jawort/shared/protocol/ack';
import { protocolVersion } from '@jawort/shared/protocol/version';
import type { RequestInput, RequestName, RequestOutput } from '@jawort/shared/protocol/requests';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import { io, type Socket } from 'socket.io-client';
import { fresh } from './fresh.ts';
import { makeKey, type PartyKey } from './party-key.ts';

/** A refused request, with its code. */
class Refused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** Where a party connects to, and as whom. */
export type Door = {
  readonly url: string;
  readonly origin: string;
  readonly namespace: '/visitor' | '/agent';
  readonly auth: Readonly<Record<string, unknown>>;
  readonly cookie?: string;
};

/** One party's connection, without a browser: speaks the protocol, keeps every notice it hears. */
export class HeadlessParty {
  readonly socket: Socket;
  readonly heard: { readonly name: string; readonly payload: unknown }[] = [];
  readonly #door: Door;
  #key: Promise<PartyKey> | undefined;

  constructor(door: Door) {
    this.#door = door;
    this.socket = io(`${door.url}${door.namespace}`, {
      path: '/socket',
      transports: ['websocket'],
      auth: { protocol: protocolVersion, ...door.auth },
      extraHeaders: { origin: door.origin, ...(door.cookie && { cookie: door.cookie }) },
      reconnection: false,
      forceNew: true,
    });
    this.socket.onAny((name: string, payload: unknown) => this.heard.push({ name, payload }));
  }

  /** Resolves when connected; rejects with what the server said. */
  connected(): Promise<this> {
    if (this.socket.connected) return Promise.resolve(this);
    return new Promise((resolve, reject) => {
      this.socket.once('connect', () => {
        resolve(this);
      });
      this.socket.once('connect_error', reject);
    });
  }

  /** Asks and waits for the acknowledgement; a refusal is thrown as {@link Refused}. */
  async ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestOutput[Name]> {
    const ack = (await this.socket.timeout(10_000).emitWithAck(name, input)) as Ack<RequestOutput[Name]>;
    if (!ack.ok) throw new Refused(ack.error.code, ack.error.message);
    return ack.value;
  }

  /** The next notice of a name that fits, one already heard included. */
  async notice(name: string, fits: (payload: never) => boolean = () => true): Promise<unknown> {
    const known = this.heard.findLast((one) => one.name === name && fits(one.payload as never));
    if (known) return known.payload;
    return new Promise((resolve) => {
      const listen = (payload: unknown) => {
        if (!fits(payload as never)) return;
        this.socket.off(name, listen);
        resolve(payload);
      };
      this.socket.on(name, listen);
    });
  }

  /** Joins a call with the key it has used, if it has. */
  async join(at: InCall): Promise<RequestOutput['call:join']> {
    const key = (await this.#key)?.signer.kid ?? null;
    return this.ask('call:join', { ...at, pendingWithdrawal: false, key });
  }

  /** This party's signing key, made when first needed. */
  key(): Promise<PartyKey> {
    this.#key ??= makeKey();
    return this.#key;
  }

  /** Gets an offer, waiting until all parties' keys are known, and says yes to it as the widget would. */
  async consent(at: InCall, request: RequestId, modalities: readonly Modality[]): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const offer = await this.#offer(at, request);
      try {
        return await this.give(at, offer, await this.sign(offer, modalities));
      } catch (error) {
        if (attempt === 5 || !(error instanceof Refused && error.code === 'ERR_CONSENT_STALE')) throw error;
      }
    }
  }

  async #offer(at: InCall, request: RequestId): Promise<string> {
    const { publicKey } = await this.key();
    const { offer } = await this.ask('consent:offer', { ...at, request, key: publicKey });
    if (offer) return offer;
    const heard = await this.notice('consent:offered');
    return (heard as { offer: string }).offer;
  }

  async give(at: InCall, offer: string, statement: string): Promise<string> {
    const { receipt } = await this.ask('consent:give', { ...at, offer, statement });
    return receipt;
  }

  /** The statement that a yes to this offer is; `change` alters it before it is signed. */
  async sign(
    jws: string,
    modalities: readonly Modality[],
    { lang = 'de', change = {} }: { lang?: Locale; change?: Partial<Consent> } = {},
  ): Promise<string> {
    const offer = peekJws(jws) as Offer;
    const { signer } = await this.key();
    const statement = await this.#statement(jws, offer, lang, modalities);
    return signJws('jawort-consent+jws', { ...statement, ...change }, signer);
  }

  async #statement(
    jws: string,
    offer: Offer,
    lang: Locale,
    modalities: readonly Modality[],
  ): Promise<Consent> {
    const hash = offer.notice.languages[lang];
    const party = offer.parties.find(({ ref }) => ref === offer.party);
    if (!hash || !party) throw new Error('an offer without this party or language');
    const response = await fetch(`${this.#door.url}/api/notices/${hash}`);
    const notice = (await response.json()) as Notice;
    const { conversation, call, request, seq, prev, nonce, parties, purpose } = offer;
    const { controller, recipients, storage, retention, withdraw, jurisdiction } = notice;
    return {
      v: 1,
      type: 'consent.given',
      ...{ conversation, call, request, seq, prev, nonce, party, parties, purpose },
      ...{ controller, recipients, storage, retention, withdraw, jurisdiction },
      offer: await sha256(jws),
      notice: { id: notice.id, version: notice.version, lang, sha256: hash },
      modalities: [...modalities],
      lawfulBasis: 'consent',
      identityAssurance: party.role === 'agent' ? 'device-key' : 'none',
      shownMs: 1500,
      clientTime: new Date().toISOString(),
    };
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** A call within a conversation, as every request of a call names it. */
export type InCall = { readonly conversation: ConversationId; readonly call: CallId };

/** A visitor who has opened a conversation. */
export async function openVisitor(url: string, origin: string, site = 'demo') {
  const [conversation, token] = [fresh.conversation(), fresh.token()];
  const door = { url, origin, namespace: '/visitor', auth: { site } } as const;
  const guest = await new HeadlessParty(door).connected();
  const snapshot: Snapshot = await guest.ask('conversation:open', {
    conversation,
    token,
    topic: 'hr',
    locale: 'de',
  });
  return { party: guest, conversation, token, me: snapshot.me, door: { ...door, auth: { site, token } } };
}

/** An agent who has signed in. */
export async function signInAgent(url: string, login: string, password: string) {
  const response = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login, password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || !cookie) throw new Error(`signing in failed: ${response.status}`);
  const door = { url, origin: url, namespace: '/agent', auth: {}, cookie } as const;
  return { party: await new HeadlessParty(door).connected(), door };
}
