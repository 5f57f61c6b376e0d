import * as v from 'valibot';
import { Hash } from '@jawort/shared/crypto/hash';
import { signJws, type Signer } from '@jawort/shared/crypto/jws';
import { CallId, ConversationId, MediaId, SegmentId } from '@jawort/shared/domain/ids';
import { Instant, Modality, Monotonic, Seq } from '@jawort/shared/domain/records';
import type { Gate } from '@jawort/shared/gate/gate';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';

/** Nanoseconds; longer a token is never good for (RG9). */
export const tokenLifetime = 10_000_000_000n;

/** The payload of a `jawort-gate+jws`: one opening of the recorder, for exactly what the gate let through. */
export const GateToken = v.strictObject({
  v: v.literal(1),
  id: v.pipe(v.string(), v.uuid()),
  conversation: ConversationId,
  call: CallId,
  segment: SegmentId,
  /** The last event that the gate's decision rests on. */
  gate: Seq,
  modalities: v.array(Modality),
  media: v.array(MediaId),
  consents: v.array(Hash),
  at: Instant,
  /** Both of the monotonic clock, which nobody can set. */
  issued: Monotonic,
  expires: Monotonic,
});
export type GateToken = v.InferOutput<typeof GateToken>;

export type OpenGate = Extract<Gate, { state: 'open' }>;

/** What the gate, as main has read it, would let the recorder do. The recorder believes none of it. */
export function makeToken(
  conversation: ConversationId,
  gate: OpenGate,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): GateToken {
  const issued = clock.monotonic();
  return {
    v: 1,
    id: ids.next(),
    conversation,
    call: gate.call,
    segment: ids.next() as SegmentId,
    gate: gate.seq,
    modalities: [...gate.modalities],
    media: gate.media.map(({ media }) => media),
    consents: [...gate.consents],
    at: clock.now().toISOString(),
    issued: issued.toString(),
    expires: (issued + tokenLifetime).toString(),
  };
}

export function signToken(token: GateToken, signer: Signer): Promise<string> {
  return signJws('jawort-gate+jws', token, signer);
}
