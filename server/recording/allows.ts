import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { gate } from '@jawort/shared/gate/gate';
import type { GateToken } from './token.ts';

/** When and by what a gate ended; `at` is monotonic nanoseconds, 0 where it never was open. */
export type GateEnd = { readonly at: bigint; readonly detail: string };

/** Whether the gate is open now, for exactly what the token says. */
export function allows(events: readonly VerifiedEvent[], token: GateToken): boolean {
  const now = gate(events);
  return (
    now.state === 'open' &&
    now.call === token.call &&
    now.seq === token.gate &&
    same(now.modalities, token.modalities) &&
    same(
      now.media.map(({ media }) => media),
      token.media,
    ) &&
    same(now.consents, token.consents)
  );
}

/** The first event after the token's by which the gate was no longer what the token says. */
export function endOf(events: readonly VerifiedEvent[], token: GateToken): GateEnd {
  const wasOpen = allows(events.slice(0, token.gate), token);
  const ending =
    wasOpen && events.find(({ seq }) => seq > token.gate && !allows(events.slice(0, seq), token));
  if (!ending) return { at: 0n, detail: 'the store never allowed this' };
  return { at: BigInt(ending.mono), detail: `event ${ending.seq}: ${ending.body.type}` };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
