import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Locale, Role } from '@jawort/shared/domain/records';
import type { Host } from './host.ts';
import type { Store } from './store.ts';
import type { CallSession, ConsentQuestion, ConversationState } from './types.ts';
import type { Wire } from './wire.ts';

/** A conversation's state with what only this client has: its part in the call, and the question before it. */
export type Live = {
  readonly state: ConversationState;
  readonly session: CallSession | null;
  readonly question: ConsentQuestion | null;
};

/** What every part of one conversation's client works with. */
export type LiveContext = {
  readonly host: Host;
  readonly wire: Wire;
  readonly role: Role;
  readonly conversation: ConversationId;
  /** The language to be asked in; without it, the conversation's. */
  readonly locale: (() => Locale) | null;
  readonly live: Store<Live>;
  /** Fetches what is not here yet; what was asked for and may have been told in a lost notice. */
  readonly sync: () => void;
};

/** Replaces the conversation's state within `live`. */
export function updateState(
  live: Store<Live>,
  change: (state: ConversationState) => ConversationState,
): void {
  live.update((before) => {
    const state = change(before.state);
    return state === before.state ? before : { ...before, state };
  });
}
