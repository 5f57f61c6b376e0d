import type { Consent } from '../consent/statement.ts';
import type { Hash } from '../crypto/hash.ts';
import type { CallId, MediaId, ParticipantId } from '../domain/ids.ts';
import type { Modality, MediaSource, Seq } from '../domain/records.ts';
import type { VerifiedEvent } from '../events/verify-chain.ts';
import { foldCall, type CallState, type PartyState } from './call-state.ts';

/** What keeps the gate closed. */
export type Missing =
  | { readonly reason: 'no-call' | 'no-notice' | 'too-few-parties' | 'no-common-modality' }
  | {
      readonly reason: 'absent' | 'no-key' | 'no-consent' | 'other-key' | 'other-notice' | 'other-parties';
      readonly party: ParticipantId;
    };

/** A microphone, camera or screen that the open gate lets through to the recorder. */
export type AllowedMedia = {
  readonly media: MediaId;
  readonly party: ParticipantId;
  readonly source: MediaSource;
};

/** Whether recording is allowed, decided from stored events alone (RG3). */
export type Gate =
  | { readonly state: 'closed'; readonly missing: readonly Missing[] }
  | {
      readonly state: 'open';
      readonly call: CallId;
      /** The last event that the decision rests on: an older one may no longer be acted on (RG9). */
      readonly seq: Seq;
      readonly modalities: readonly Modality[];
      readonly media: readonly AllowedMedia[];
      /** Hashes of the consents' events, in the order they were given. */
      readonly consents: readonly Hash[];
    };

const modalityOf = { microphone: 'audio', camera: 'video', screen: 'screen' } as const satisfies Record<
  MediaSource,
  Modality
>;

/**
 * The recording gate (RG2-RG4): open only while every party of the running call is present and has consented to `recording`, each by its
 * own key, in knowledge of exactly these parties' keys, on the notice version in force. Anything unknown keeps it closed.
 */
export function gate(events: readonly VerifiedEvent[]): Gate {
  const call = foldCall(events);
  if (!call) return { state: 'closed', missing: [{ reason: 'no-call' }] };
  const missing = whatIsMissing(call);
  if (missing.length > 0) return { state: 'closed', missing };
  return openGate(call);
}

function whatIsMissing(call: CallState): readonly Missing[] {
  if (call.parties.size < 2) return [{ reason: 'too-few-parties' }];
  if (!call.notice) return [{ reason: 'no-notice' }];
  const ofParties = [...call.parties].flatMap(([ref, party]) => missingOf(ref, party, call) ?? []);
  if (ofParties.length > 0) return ofParties;
  return commonModalities(call).length > 0 ? [] : [{ reason: 'no-common-modality' }];
}

function missingOf(ref: ParticipantId, party: PartyState, call: CallState): Missing | undefined {
  const consent = party.consent?.statement;
  if (!party.present) return { reason: 'absent', party: ref };
  if (!party.key) return { reason: 'no-key', party: ref };
  if (!consent) return { reason: 'no-consent', party: ref };
  if (consent.party.key !== party.key) return { reason: 'other-key', party: ref };
  if (!isOnNotice(consent, call)) return { reason: 'other-notice', party: ref };
  if (!namesParties(consent, call)) return { reason: 'other-parties', party: ref };
  return undefined;
}

/** Whether a party's consent counts in the call as it is now, be the party present or not. */
export function hasConsented(call: CallState, ref: ParticipantId): boolean {
  const party = call.parties.get(ref);
  return party !== undefined && missingOf(ref, { ...party, present: true }, call) === undefined;
}

function isOnNotice({ notice }: Consent, call: CallState): boolean {
  const inForce = call.notice;
  return (
    notice.id === inForce?.id &&
    notice.version === inForce.version &&
    notice.sha256 === inForce.languages[notice.lang]
  );
}

function namesParties({ parties }: Consent, call: CallState): boolean {
  return (
    parties.length === call.parties.size &&
    parties.every(({ ref, role, key }) => {
      const party = call.parties.get(ref);
      return party?.key === key && party.role === role;
    })
  );
}

function consentsOf(call: CallState) {
  return [...call.parties.values()].flatMap(({ consent }) => consent ?? []);
}

function commonModalities(call: CallState): readonly Modality[] {
  const all = consentsOf(call).map(({ statement }) => new Set(statement.modalities));
  return (['audio', 'video', 'screen'] as const).filter((one) => all.every((set) => set.has(one)));
}

function openGate(call: CallState): Gate {
  const modalities = commonModalities(call);
  const consents = consentsOf(call).sort((a, b) => a.seq - b.seq);
  return {
    state: 'open',
    call: call.call,
    seq: call.seq,
    modalities,
    media: [...call.media.values()].filter(({ source }) => modalities.includes(modalityOf[source])),
    consents: consents.map(({ hash }) => hash),
  };
}
