import type { Notice } from '@jawort/shared/consent/notice';
import type { Offer } from '@jawort/shared/consent/statement';
import { toBase64url } from '@jawort/shared/crypto/base64url';
import { canonicalJson } from '@jawort/shared/crypto/canonical-json';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import { signJws } from '@jawort/shared/crypto/jws';
import type { CallId, RequestId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Event, EventBody } from '@jawort/shared/events/event';
import { noticeDe } from '../../testing/fake-notice.ts';
import { obtainSigningKey, type SigningKey } from '../call/signing-key.ts';
import { fakeKeys } from './fake-host.ts';
import { agent, conversation, visitor } from './samples.ts';

/** The call and the request that the fake server's offers are of. */
export const call = '00000004-0000-7000-8000-000000000000' as CallId;
export const request = '00000005-0000-7000-8000-000000000000' as RequestId;

type NoticeBytes = { readonly bytes: string; readonly hash: Hash };

/** The signing half of a server: its keys, notices, offers and receipts, as the real one makes them. */
export class FakeServer {
  readonly #key: SigningKey;
  #document: NoticeBytes;

  static async start(): Promise<FakeServer> {
    return new FakeServer(await obtainSigningKey(fakeKeys(), 'server'), await noticeBytes());
  }

  private constructor(key: SigningKey, document: NoticeBytes) {
    this.#key = key;
    this.#document = document;
  }

  /** Hash of the document that is offered now. */
  get notice(): Hash {
    return this.#document.hash;
  }

  /** Offers the notice in other words from now on. */
  async publish(words: Partial<Notice>): Promise<void> {
    this.#document = await noticeBytes(words);
  }

  /** Answers `GET /api/keys` and `GET /api/notices/:hash`. */
  readonly fetch = (path: string): Promise<Response> => {
    const isKeys = path === '/api/keys';
    const body = isKeys ? JSON.stringify({ keys: [this.#key.publicKey] }) : this.#document.bytes;
    return Promise.resolve(new Response(body));
  };

  /** An offer to the visitor whose key has this thumbprint. */
  offer(key: Hash, seq: number, change: Partial<Offer> = {}): Promise<string> {
    const party = (ref: ParticipantId, role: 'visitor' | 'agent', thumb: Hash) => ({ ref, role, key: thumb });
    const offer: Offer = {
      ...{ v: 1, conversation, call, request, party: visitor, seq, prev: hashOf('p'), purpose: 'recording' },
      parties: [party(visitor, 'visitor', key), party(agent, 'agent', hashOf('a'))],
      nonce: toBase64url(crypto.getRandomValues(new Uint8Array(32))),
      notice: { id: noticeDe.id, version: noticeDe.version, languages: { de: this.#document.hash } },
      modalities: ['audio'],
      expires: '2026-11-24T09:02:00.000Z',
      ...change,
    };
    return signJws('jawort-offer+jws', offer, this.#key);
  }

  /** The event that a consent of the visitor has become. */
  async given(statement: string): Promise<string> {
    const nonce = 'N'.repeat(43);
    const hash = await sha256(statement);
    return this.#event({ type: 'consent.given', call, party: visitor, request, nonce, statement: hash });
  }

  /** The event that a withdrawal of the visitor has become. */
  async withdrawn(id: string, statement: string | undefined): Promise<string> {
    const hash = statement === undefined ? null : await sha256(statement);
    const of = { call, party: visitor, purpose: 'recording', id: id as never } as const;
    return this.#event({ type: 'consent.withdrawn', ...of, statement: hash });
  }

  #event(body: EventBody): Promise<string> {
    const event: Event = {
      ...{ v: 1, conversation, seq: 9, prev: hashOf('p'), at: '2026-11-24T09:00:00.000Z', mono: '1', body },
    };
    return signJws('jawort-event+jws', event, this.#key);
  }
}

async function noticeBytes(words: Partial<Notice> = {}): Promise<NoticeBytes> {
  const bytes = canonicalJson({ ...noticeDe, ...words });
  return { bytes, hash: await sha256(bytes) };
}

function hashOf(letter: string): Hash {
  return `sha256-${letter.repeat(43)}` as Hash;
}
