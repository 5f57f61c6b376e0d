import type { ConversationId } from '@jawort/shared/domain/ids';
import { VisitorHandshake, type RequestInput } from '@jawort/shared/protocol/requests';
import type { Snapshot } from '@jawort/shared/protocol/snapshot';
import type { Namespace, Socket } from 'socket.io';
import { hashToken } from '../conversation/lifecycle.ts';
import type { Site } from '../conversation/site.ts';
import { unknownSite } from '../conversation/site-refusals.ts';
import { JawortError } from '../error.ts';
import type { ConversationRecord } from '../ports/store.ts';
import { addressOf } from './address-of.ts';
import { dispatch, type Connection } from './dispatch.ts';
import type { Asker } from './handler.ts';
import type { RealtimeParts } from './parts.ts';
import { admission, parseHandshake } from './refuse-handshake.ts';
import { rooms } from './rooms.ts';
import { answer, answersOf, type Stage } from './stage.ts';

type Admitted = { readonly site: Site; readonly record: ConversationRecord | null };

/** Visitors: guests until they have opened a conversation, its participants from then on. */
export function openVisitorNamespace(namespace: Namespace, parts: RealtimeParts): void {
  const admitted = new WeakMap<Socket, Admitted>();
  namespace.use(
    admission(async (socket) => {
      admitted.set(socket, await admit(socket, parts));
    }, parts.log),
  );
  namespace.on('connection', (socket) => {
    const visitor = admitted.get(socket);
    if (visitor) new VisitorConnection(socket, visitor.site, parts).begin(visitor.record);
  });
}

async function admit(socket: Socket, { sites, origins, conversations }: RealtimeParts): Promise<Admitted> {
  const { site: id, token } = parseHandshake(VisitorHandshake, socket);
  const site = sites.get(id);
  if (!site) throw unknownSite(id);
  origins.expectOf(site, socket.handshake.headers);
  if (token === undefined) return { site, record: null };
  const record = await conversations.findByToken(hashToken(token));
  if (record?.site === site.id) return { site, record };
  throw new JawortError('ERR_TOKEN_INVALID', 'This token opens no conversation of this site.', {
    field: 'token',
  });
}

class VisitorConnection {
  readonly #socket: Socket;
  readonly #site: Site;
  readonly #parts: RealtimeParts;
  readonly #connection: Connection;

  constructor(socket: Socket, site: Site, parts: RealtimeParts) {
    this.#socket = socket;
    this.#site = site;
    this.#parts = parts;
    this.#connection = { stage: this.#guest(), person: addressOf(socket, parts) };
  }

  begin(record: ConversationRecord | null): void {
    if (record) this.#become(record);
    dispatch(this.#socket, this.#connection, this.#parts);
  }

  #guest(): Stage {
    return new Map([answer('conversation:open', (input) => this.#open(input))]);
  }

  async #open(input: RequestInput<'conversation:open'>): Promise<Snapshot> {
    const record = await this.#parts.lifecycle.open(input, this.#site);
    this.#become(record);
    return this.#parts.snapshots.of(record, record.visitor, 0);
  }

  /** Makes the guest a participant, once. */
  #become(record: ConversationRecord): void {
    if (this.#connection.person === record.visitor) return;
    const asker = askerOf(this.#socket, record);
    this.#connection.person = record.visitor;
    this.#connection.stage = this.#participant(asker);
    void this.#socket.join([rooms.conversation(record.id), rooms.party(record.id, record.visitor)]);
    this.#socket.on('disconnect', () => {
      for (const tell of this.#parts.onGone) tell(asker, false);
    });
  }

  #participant(asker: Asker): Stage {
    const own = (conversation: ConversationId) => expectOwn(conversation, asker);
    return new Map([
      answer('conversation:open', async (input) => {
        await own(input.conversation);
        return this.#open(input);
      }),
      ...this.#parts.handlers.flatMap((handlers) => answersOf(handlers, own, this.#parts.onFailed)),
    ]);
  }
}

function askerOf(socket: Socket, { id, visitor }: ConversationRecord): Asker {
  return { connection: socket.id, role: 'visitor', conversation: id, party: visitor, agent: null };
}

async function expectOwn(conversation: ConversationId, asker: Asker): Promise<Asker> {
  if (conversation === asker.conversation) return asker;
  throw new JawortError('ERR_NOT_FOUND', 'There is no such conversation.', { field: 'conversation' });
}
