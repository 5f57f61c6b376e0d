import * as v from 'valibot';
import { Hash } from '../crypto/hash.ts';
import { PublicKey } from '../crypto/public-key.ts';
import { CallId, ConversationId, MediaId, MessageId, RequestId, WithdrawalId } from '../domain/ids.ts';
import type { Instant } from '../domain/records.ts';
import { CallKind, Locale, MediaSource, MessageText, PersonName, Seq } from '../domain/records.ts';
import type { CallJoined, ConsumerOptions } from './media.ts';
import { ConsumerId, MediaParameters, TransportId } from './media.ts';
import type { Inbox, Snapshot } from './snapshot.ts';

const conversation = ConversationId;
const inCall = { conversation: ConversationId, call: CallId };
const jws = v.pipe(v.string(), v.maxLength(16_384), v.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/));

/** The visitor's secret: 256 random bits made by the visitor's client, kept for the session. */
export const VisitorToken = v.pipe(v.string(), v.regex(/^[\w-]{43}$/), v.brand('VisitorToken'));
export type VisitorToken = v.InferOutput<typeof VisitorToken>;

/** The `auth` of a visitor's handshake; without a token the connection may only open a conversation. */
export const VisitorHandshake = v.strictObject({
  protocol: v.number(),
  site: v.string(),
  token: v.optional(VisitorToken),
});
export type VisitorHandshake = v.InferOutput<typeof VisitorHandshake>;

/** The `auth` of an agent's handshake; the session itself is in the cookie. */
export const AgentHandshake = v.strictObject({ protocol: v.number() });
export type AgentHandshake = v.InferOutput<typeof AgentHandshake>;

/**
 * What a client may ask, by name. Every request is strict, bounded and acknowledged. What is stored is idempotent by the ids in it;
 * transports and media are of a connection's seat, which joining again makes anew.
 */
export const requests = {
  'conversation:open': v.strictObject({
    conversation,
    token: VisitorToken,
    topic: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
    locale: Locale,
    name: v.optional(PersonName),
  }),
  'conversation:sync': v.strictObject({ conversation, after: Seq }),
  'conversation:accept': v.strictObject({ conversation }),
  'conversation:close': v.strictObject({ conversation }),
  'inbox:watch': v.strictObject({}),
  'message:send': v.strictObject({ conversation, id: MessageId, text: MessageText }),
  'message:mark': v.strictObject({ conversation, delivered: Seq, read: Seq }),
  'typing:set': v.strictObject({ conversation, typing: v.boolean() }),
  'call:start': v.strictObject({ ...inCall, kind: CallKind }),
  'call:decline': v.strictObject(inCall),
  /** `key` is the thumbprint of the key that the client holds, `null` where it has none yet. */
  'call:join': v.strictObject({ ...inCall, pendingWithdrawal: v.boolean(), key: v.nullable(Hash) }),
  'call:beat': v.strictObject({ ...inCall, count: Seq }),
  'call:end': v.strictObject(inCall),
  'media:connect': v.strictObject({ ...inCall, transport: TransportId, dtlsParameters: MediaParameters }),
  'media:restart-ice': v.strictObject({ ...inCall, transport: TransportId }),
  'media:produce': v.strictObject({ ...inCall, source: MediaSource, rtpParameters: MediaParameters }),
  'media:pause': v.strictObject({ ...inCall, media: MediaId, paused: v.boolean() }),
  'media:close': v.strictObject({ ...inCall, media: MediaId }),
  'media:consume': v.strictObject({ ...inCall, media: MediaId, rtpCapabilities: MediaParameters }),
  'media:resume': v.strictObject({ ...inCall, consumer: ConsumerId }),
  'consent:ask': v.strictObject({ ...inCall, request: RequestId }),
  'consent:offer': v.strictObject({ ...inCall, request: RequestId, key: PublicKey }),
  'consent:give': v.strictObject({ ...inCall, offer: jws, statement: jws }),
  'consent:refuse': v.strictObject({ ...inCall, request: RequestId }),
  'consent:withdraw': v.strictObject({ ...inCall, id: WithdrawalId, statement: v.optional(jws) }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = v.InferOutput<(typeof requests)[Name]>;

type Done = Readonly<Record<string, never>>;

/** What each request's acknowledgement carries once all of it is durable. */
export type RequestOutput = {
  'conversation:open': Snapshot;
  'conversation:sync': Snapshot;
  'conversation:accept': Snapshot;
  'conversation:close': Done;
  'inbox:watch': Inbox;
  'message:send': { readonly seq: Seq; readonly at: Instant };
  'message:mark': Done;
  'typing:set': Done;
  'call:start': Done;
  'call:decline': Done;
  'call:join': CallJoined;
  /** `head` is the conversation's highest message `seq`, so that a lost notice is noticed. */
  'call:beat': { readonly head: Seq };
  'call:end': Done;
  'media:connect': Done;
  'media:restart-ice': { readonly iceParameters: MediaParameters };
  'media:produce': { readonly media: MediaId };
  'media:pause': Done;
  'media:close': Done;
  'media:consume': ConsumerOptions;
  'media:resume': Done;
  'consent:ask': Done;
  /** `offer` is `null` until every party's key is known; then `consent:offered` follows. */
  'consent:offer': { readonly offer: string | null };
  'consent:give': { readonly receipt: string };
  'consent:refuse': Done;
  'consent:withdraw': { readonly receipt: string };
};
