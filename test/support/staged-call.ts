import type { AgentId, CallId, ConversationId, ParticipantId, SiteId } from '@jawort/shared/domain/ids';
import { foldCall } from '@jawort/shared/gate/call-state';
import { v7 } from 'uuid';
import { Chain } from '../../server/conversation/chain.ts';
import { Calls } from '../../server/media/calls.ts';
import type { Caller } from '../../server/media/call-runtime.ts';
import type { ConversationRecord } from '../../server/ports/store.ts';
import { FakeBus } from './fake-bus.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeGuard } from './fake-guard.ts';
import { FakeMediaServer } from './fake-media-server.ts';
import { MemoryEventStore } from './memory-event-store.ts';
import { makeServerSigner } from './party-key.ts';

/** A conversation that an agent has taken, and everything that calls in it need, made of fakes. */
export async function stageCall() {
  const log: string[] = [];
  const [clock, bus, guard] = [new FakeClock(), new FakeBus(), new FakeGuard(log)];
  const [store, media, signer] = [new MemoryEventStore(), new FakeMediaServer(), await makeServerSigner()];
  const chain = new Chain({ events: store, signer, clock });
  const conversation = v7() as ConversationId;
  const visitor = callerOf(conversation, 'visitor');
  const agent = callerOf(conversation, 'agent');
  const records = new Map([[conversation, recordOf(visitor, agent)]]);
  const problems: unknown[] = [];
  const parts = {
    ...{ chain, events: store, media, guard, bus, clock },
    conversations: { find: async (id: ConversationId) => records.get(id) ?? null },
    notices: { publish: () => Promise.resolve() },
    iceServers: () => [],
    onProblem: (_what: string, error: unknown) => problems.push(error),
  };
  const { party } = visitor;
  await chain.append(conversation, { type: 'conversation.opened', site: 'demo' as SiteId, visitor: party });
  await chain.append(conversation, { type: 'agent.assigned', party: agent.party });
  const calls = new Calls(parts);
  const call = v7() as CallId;
  const stage = {
    ...parts,
    store,
    signer,
    log,
    records,
    problems,
    calls,
    call,
    conversation,
    visitor,
    agent,
  };
  return { ...stage, types: async () => (await chain.read(conversation)).map(({ body }) => body.type) };
}

export type StagedCall = Awaited<ReturnType<typeof stageCall>>;

/** A staged call in which both are. */
export async function stageJoinedCall(): Promise<StagedCall> {
  const stage = await stageCall();
  const { calls, call, visitor, agent } = stage;
  await calls.start(visitor, call, 'video');
  await calls.join(visitor, { call, key: null, pendingWithdrawal: false });
  await calls.join(agent, { call, key: null, pendingWithdrawal: false });
  return stage;
}

/** Those who are in the call as its events leave it. */
export async function presentIn({ chain, conversation }: StagedCall): Promise<readonly ParticipantId[]> {
  const parties = [...(foldCall(await chain.read(conversation))?.parties ?? [])];
  return parties.filter(([, { present }]) => present).map(([ref]) => ref);
}

/** Asks whether the conversation has an event of a type. */
export function hasEvent(stage: StagedCall, type: string): () => Promise<boolean> {
  return async () => (await stage.types()).some((one) => one === type);
}

/** The same participant by another connection. */
export function elsewhere(caller: Caller): Caller {
  return { ...caller, connection: v7() };
}

function callerOf(conversation: ConversationId, role: Caller['role']): Caller {
  return { connection: v7(), role, conversation, party: v7() as ParticipantId };
}

function recordOf(visitor: Caller, agent: Caller): ConversationRecord {
  const at = '2026-11-24T08:59:00.000Z';
  return {
    id: visitor.conversation,
    site: 'demo' as SiteId,
    topic: 'hr',
    locale: 'de',
    state: 'open',
    openedAt: at,
    updatedAt: at,
    participants: [
      { ref: visitor.party, role: 'visitor', name: null },
      { ref: agent.party, role: 'agent', name: 'Ayşe Yılmaz' },
    ],
    visitor: visitor.party,
    tokenHash: 'hash',
    agent: { id: v7() as AgentId, ref: agent.party },
    head: 0,
  };
}
