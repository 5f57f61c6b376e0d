import type { ParticipantId, RequestId } from '@jawort/shared/domain/ids';
import type { ConsentView } from '@jawort/shared/domain/records';
import type { StoredEvent } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { foldCall, type CallState } from '@jawort/shared/gate/call-state';
import { hasConsented } from '@jawort/shared/gate/gate';

/** What a view is made of. `hasRefused` is what this party, and nobody else, has refused. */
export type ConsentSources = {
  readonly events: readonly VerifiedEvent[];
  readonly stored: readonly StoredEvent[];
  readonly party: ParticipantId;
  readonly hasRefused: (request: RequestId) => Promise<boolean>;
};

type Mine = ConsentView['mine'];
type Request = NonNullable<ConsentView['request']>;

/** Consent in the running call as `party` may see it: of its own refusals, and of nobody else's (RG5). */
export async function consentView(sources: ConsentSources): Promise<ConsentView> {
  const call = foldCall(sources.events);
  if (!call) return { request: null, mine: { state: 'unasked' }, given: [] };
  const given = [...call.parties.keys()].filter((ref) => hasConsented(call, ref));
  const request = openRequest(sources.events, call);
  return { request, mine: await mineOf(sources, call, request), given };
}

/** The request that is open in the call: the latest, until a consent is withdrawn; whoever wants to record again asks again. */
function openRequest(events: readonly VerifiedEvent[], { call }: CallState): Request | null {
  const found = events.findLast(
    ({ body }) =>
      (body.type === 'consent.requested' || body.type === 'consent.withdrawn') && body.call === call,
  );
  if (found?.body.type !== 'consent.requested') return null;
  return { request: found.body.request, by: found.body.by, at: found.at };
}

/** The server's JWS over an event: for a consent or withdrawal, its receipt. */
export function receiptOf(stored: readonly StoredEvent[], { seq }: Pick<VerifiedEvent, 'seq'>): string {
  const event = stored[seq - 1];
  if (event?.seq !== seq) throw new TypeError(`event ${seq} is not stored`);
  return event.jws;
}

async function mineOf(sources: ConsentSources, call: CallState, request: Request | null): Promise<Mine> {
  const { party, events } = sources;
  if (hasConsented(call, party)) return givenBy(sources, call);
  const last = events.findLast(
    ({ body }) => isAnswer(body, party, call) || body.type === 'consent.requested',
  );
  if (last?.body.type === 'consent.withdrawn') {
    return { state: 'withdrawn', at: last.at, receipt: receiptOf(sources.stored, last) };
  }
  if (!request) return { state: 'unasked' };
  return { state: (await sources.hasRefused(request.request)) ? 'refused' : 'asked' };
}

function isAnswer(body: VerifiedEvent['body'], party: ParticipantId, { call }: CallState): boolean {
  return body.type === 'consent.withdrawn' && body.party === party && body.call === call;
}

function givenBy({ events, stored, party }: ConsentSources, call: CallState): Mine {
  const consent = call.parties.get(party)?.consent;
  const event = events.find(({ seq }) => seq === consent?.seq);
  if (!consent || !event) throw new TypeError('a consent in force without its event');
  const { modalities } = consent.statement;
  return { state: 'given', at: event.at, modalities: [...modalities], receipt: receiptOf(stored, event) };
}
