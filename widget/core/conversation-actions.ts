import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { ConsentView } from '@jawort/shared/domain/records';
import { denseHead, markerOf } from './conversation-state.ts';
import type { Live } from './live.ts';
import type { ConversationActions, ConversationState } from './types.ts';

/** All that can ever be done; which of it can be done now, {@link actionsOf} says. */
export type Deeds = Required<Omit<ConversationActions, 'question'>>;

/** What can be done now, by whoever sees `live`. */
export function actionsOf(live: Live, deeds: Deeds): ConversationActions {
  const { state } = live;
  return {
    ...(isWritable(state) && { send: deeds.send }),
    ...(state.pending.some(({ error }) => error !== null) && { retry: deeds.retry }),
    ...(isWritable(state) && isOnline(state) && { setTyping: deeds.setTyping }),
    ...(isUnread(state) && { markRead: deeds.markRead }),
    ...(isOnline(state) && callActions(live, deeds)),
    ...(state.consent.mine.state === 'given' && { withdraw: deeds.withdraw }),
    ...(isWritable(state) && state.me !== visitorOf(state) && { closeConversation: deeds.closeConversation }),
  };
}

function callActions({ state, session, question }: Live, deeds: Deeds): ConversationActions {
  const { call, conversation, me, consent } = state;
  const running = call !== null && call.state !== 'ended';
  const inCall = session !== null && call?.state === 'active';
  const { mine } = consent;
  const askable = inCall && call.joined.length > 1 && isAskable(call.joined, consent);
  return {
    ...(!running && !session && conversation?.state === 'open' && { startCall: deeds.startCall }),
    ...(running && !session && { joinCall: deeds.joinCall }),
    ...(call?.state === 'ringing' && call.by !== me && !session && { declineCall: deeds.declineCall }),
    ...(askable && { askConsent: deeds.askConsent }),
    ...(inCall && mine.state === 'asked' && { question }),
  };
}

// An open question is asked again only by whoever has refused it: what the other has answered changes nothing here (RG5).
function isAskable(joined: readonly ParticipantId[], { request, mine, given }: ConsentView): boolean {
  if (request) return mine.state === 'refused';
  return joined.some((party) => !given.includes(party));
}

function isOnline({ connection }: ConversationState): boolean {
  return connection.state === 'online';
}

function isWritable({ conversation }: ConversationState): boolean {
  return conversation !== null && conversation.state !== 'closed';
}

function isUnread(state: ConversationState): boolean {
  return denseHead(state) > (markerOf(state, state.me)?.read ?? 0);
}

function visitorOf({ conversation }: ConversationState) {
  return conversation?.participants.find(({ role }) => role === 'visitor')?.ref ?? null;
}
