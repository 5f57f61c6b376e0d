import type { AgentId, ConversationId } from '@jawort/shared/domain/ids';
import { AgentHandshake } from '@jawort/shared/protocol/requests';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import type { Namespace, Socket } from 'socket.io';
import { JawortError } from '../error.ts';
import type { AgentRecord, ConversationRecord } from '../ports/store.ts';
import { sessionHashOf } from '../routing/session-cookie.ts';
import { dispatch } from './dispatch.ts';
import type { Asker } from './handler.ts';
import type { RealtimeParts } from './parts.ts';
import { admission, parseHandshake } from './refuse-handshake.ts';
import { rooms } from './rooms.ts';
import { answer, answersOf, type Stage } from './stage.ts';

type Admitted = { readonly agent: AgentRecord; readonly session: string };

/** Agents, by the session in their cookie. */
export function openAgentNamespace(namespace: Namespace, parts: RealtimeParts): void {
  const admitted = new WeakMap<Socket, Admitted>();
  namespace.use(
    admission(async (socket) => {
      admitted.set(socket, await admit(socket, parts));
    }, parts.log),
  );
  namespace.on('connection', (socket) => {
    const agent = admitted.get(socket);
    if (agent) new AgentConnection(socket, agent, parts).begin();
  });
}

async function admit(socket: Socket, parts: RealtimeParts): Promise<Admitted> {
  parseHandshake(AgentHandshake, socket);
  const { headers } = socket.handshake;
  parts.origins.expectOwn(headers);
  const session = sessionHashOf(headers.cookie, parts.origins.isSecure) ?? '';
  return { session, agent: await expectAgent(session, parts) };
}

async function expectAgent(session: string, { agents, clock }: RealtimeParts): Promise<AgentRecord> {
  const id = await agents.findSession(session, clock.now().toISOString());
  const agent = id === null ? null : await agents.find(id);
  if (agent) return agent;
  throw new JawortError('ERR_NOT_SIGNED_IN', 'Sign in first.');
}

class AgentConnection {
  readonly #socket: Socket;
  readonly #agent: AgentRecord;
  readonly #session: string;
  readonly #parts: RealtimeParts;
  readonly #askers = new Map<ConversationId, Asker>();

  constructor(socket: Socket, { agent, session }: Admitted, parts: RealtimeParts) {
    this.#socket = socket;
    this.#agent = agent;
    this.#session = session;
    this.#parts = parts;
  }

  begin(): void {
    const { id } = this.#agent;
    const socket = this.#socket;
    const parts = this.#parts;
    void socket.join([rooms.agents, rooms.agent(id), rooms.session(this.#session)]);
    parts.presence.arrive(id, socket.id);
    socket.on('disconnect', (reason) => {
      this.#leave(reason === 'server namespace disconnect');
    });
    dispatch(socket, { stage: this.#stage(), person: id }, parts);
    this.#joinOwn().catch((error: unknown) => {
      parts.log.error({ err: error }, 'an agent could not be told of their conversations');
    });
  }

  #leave(signedOut: boolean): void {
    this.#parts.presence.leave(this.#agent.id, this.#socket.id);
    for (const asker of this.#askers.values()) for (const tell of this.#parts.onGone) tell(asker, signedOut);
  }

  #stage(): Stage {
    const { handlers, inboxes, onFailed } = this.#parts;
    return new Map(
      [
        answer('inbox:watch', () => inboxes.of(this.#agent.id)),
        answer('conversation:accept', ({ conversation }) => this.#accept(conversation)),
        ...handlers.flatMap((some) =>
          answersOf(some, (conversation) => this.#askerOf(conversation), onFailed),
        ),
      ].map(([name, handle]) => [name, (input: unknown) => this.#signedIn(() => handle(input))]),
    );
  }

  /** A session that has ended in the meantime ends the connection too. */
  async #signedIn(task: () => Promise<unknown>): Promise<unknown> {
    await expectAgent(this.#session, this.#parts).catch((error: unknown) => {
      setImmediate(() => this.#socket.disconnect(true));
      throw error;
    });
    return task();
  }

  async #accept(conversation: ConversationId): Promise<Snapshot> {
    const { lifecycle, snapshots } = this.#parts;
    const record = await lifecycle.accept(conversation, this.#agent);
    const asker = this.#join(record);
    this.#socket.nsp.in(rooms.agent(this.#agent.id)).socketsJoin(roomsOf(asker));
    return snapshots.of(record, asker.party, 0);
  }

  async #askerOf(conversation: ConversationId): Promise<Asker> {
    const known = this.#askers.get(conversation);
    if (known) return known;
    const record = await this.#parts.conversations.find(conversation);
    if (record?.agent?.id !== this.#agent.id) throw notFound();
    return this.#join(record);
  }

  #join({ id, agent }: ConversationRecord): Asker {
    if (!agent) throw notFound();
    const asker = askerOf(this.#socket, id, this.#agent.id, agent.ref);
    this.#askers.set(id, asker);
    void this.#socket.join(roomsOf(asker));
    return asker;
  }

  async #joinOwn(): Promise<void> {
    const records = await this.#parts.conversations.inbox(this.#agent.id);
    for (const { agent, id } of records)
      if (agent) void this.#socket.join(roomsOf(askerOf(this.#socket, id, this.#agent.id, agent.ref)));
  }
}

function askerOf(socket: Socket, conversation: ConversationId, agent: AgentId, party: Asker['party']): Asker {
  return { connection: socket.id, role: 'agent', conversation, party, agent };
}

function roomsOf({ conversation, party }: Asker): string[] {
  return [rooms.conversation(conversation), rooms.party(conversation, party)];
}

function notFound(): JawortError {
  return new JawortError('ERR_NOT_FOUND', 'There is no such conversation.', { field: 'conversation' });
}
