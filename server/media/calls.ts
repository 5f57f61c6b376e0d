import type { CallId, ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Call, CallKind } from '@jawort/shared/domain/records';
import { foldCall } from '@jawort/shared/gate/call-state';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import type { CallJoined } from '@jawort/shared/protocol/media';
import type { RequestInput } from '@jawort/shared/protocol/requests';
import { ringMs } from '@jawort/shared/protocol/version';
import type { CallViews } from '../conversation/views.ts';
import { JawortError } from '../error.ts';
import type { Hold } from '../ports/recording.ts';
import type { ConversationRecord } from '../ports/store.ts';
import type { CallEvents } from './call-events.ts';
import { CallRuntime, type Caller, type CallParts } from './call-runtime.ts';
import type { ClockJump } from './clock-watch.ts';
import { Ending } from './ending.ts';
import { Interruptions } from './interruptions.ts';
import { callView } from './latest-call.ts';
import type { LiveCall } from './live-call.ts';
import { notInCall, type Seat } from './seat.ts';
import { Seating } from './seating.ts';

/** What a client says of itself when it joins. */
export type Joining = Pick<RequestInput<'call:join'>, 'call' | 'key' | 'pendingWithdrawal'>;

/** Calls from ringing to their end. What is true of them is in the events; in memory is only who sits in them by which connection. */
export class Calls implements CallViews {
  readonly #runtime: CallRuntime;
  readonly #ending: Ending;
  readonly #seating: Seating;
  readonly #interruptions: Interruptions;
  readonly #pending = new Map<ParticipantId, Hold>();

  constructor(parts: CallParts) {
    this.#runtime = new CallRuntime(parts);
    this.#ending = new Ending(this.#runtime);
    this.#seating = new Seating(this.#runtime, this.#ending);
    this.#interruptions = new Interruptions(this.#runtime, this.#ending);
  }

  /** How everything that concerns a call is stored. */
  get events(): CallEvents {
    return this.#runtime.events;
  }

  /** Told after a call has changed. */
  onChanged(listener: (conversation: ConversationId) => void): void {
    this.#runtime.onChanged(listener);
  }

  async current(conversation: ConversationId): Promise<Call | null> {
    return callView(await this.events.read(conversation));
  }

  /** Rings; the same call again changes nothing. */
  start({ conversation, party }: Caller, call: CallId, kind: CallKind): Promise<void> {
    return this.#runtime.turn(conversation, async () => {
      if (await this.#isKnown(conversation, call)) return;
      const record = await this.#expectStaffed(conversation);
      await this.#expectFree(conversation, call);
      await this.#runtime.parts.notices.publish(record);
      await this.events.decide(conversation, async (events) => {
        expectNotClosed(events);
        return { body: { type: 'call.started', call, kind, by: party } };
      });
      this.#ending.ring(this.#runtime.live.open(conversation, call), ringMs);
      await this.#runtime.tell(conversation);
    });
  }

  /** Takes a place in the call, or takes it again; the party's former connection has none any more. */
  async join(caller: Caller, { call, key, pendingWithdrawal }: Joining): Promise<CallJoined> {
    if (pendingWithdrawal) await this.#refuseWhilePending(caller);
    return this.#runtime.turn(caller.conversation, async () => {
      const live = await this.#expectLive(caller.conversation, call);
      expectHere(live.seatOf(caller.party), caller);
      const joined = await this.#seating.seat(live, caller, key);
      this.#forgetPending(caller);
      await this.#runtime.tell(caller.conversation);
      return joined;
    });
  }

  /** The place of this very connection; refuses with ERR_NOT_IN_CALL when it has none. */
  seat({ conversation, party, connection }: Caller, call: CallId): Seat {
    const seat = this.#runtime.live.find(conversation, call)?.seatOf(party);
    if (seat?.connection !== connection) throw notInCall();
    return seat;
  }

  /** By which connection the party is in the call, if it is. */
  connectionOf({ conversation, party }: Caller, call: CallId): string | undefined {
    return this.#runtime.live.find(conversation, call)?.seatOf(party)?.connection;
  }

  /** Says no to a ringing call; whoever rings takes it back. */
  async decline({ conversation, party }: Caller, call: CallId): Promise<void> {
    await this.#expectKnown(conversation, call);
    const now = await this.current(conversation);
    if (now?.call !== call || now.state === 'ended') return;
    if (now.state === 'active') throw new JawortError('ERR_CALL_ELSEWHERE', 'The call has been answered.');
    await this.#ending.end(conversation, call, now.by === party ? 'hung-up' : 'declined');
  }

  async end({ conversation }: Caller, call: CallId): Promise<void> {
    await this.#expectKnown(conversation, call);
    await this.#ending.end(conversation, call, 'hung-up');
  }

  /** Ends the call that runs, if one does, because the conversation ends. */
  async endIn(conversation: ConversationId): Promise<void> {
    const live = this.#runtime.live.in(conversation);
    if (live) await this.#ending.end(conversation, live.call, 'conversation-closed');
  }

  /** A connection has closed: its party may come back by another one, and is lost when it stays silent (RG4). */
  gone({ conversation, party, connection }: Caller): void {
    const seat = this.#runtime.live.in(conversation)?.seatOf(party);
    if (seat?.connection === connection) seat.gone = true;
  }

  /** The party of this connection may no longer be here, and is lost at once. */
  dismiss({ conversation, party, connection }: Caller): void {
    const live = this.#runtime.live.in(conversation);
    const seat = live?.seatOf(party);
    if (live && seat?.connection === connection)
      this.#runtime.later('a party was dismissed', () => this.#seating.dismiss(live, seat));
  }

  /** Something of the conversation could not be stored: its call is not recorded until that works again (RG4). */
  storeFailed(conversation: ConversationId, cause: unknown): void {
    if (!this.#runtime.live.in(conversation)) return;
    this.#runtime.later('recording could not be closed', () => this.events.storeFailed(conversation, cause));
  }

  /** For every call that was open when the process ended; to be done before anybody may connect (RG4). */
  interruptOpenCalls(): Promise<void> {
    return this.#interruptions.afterRestart();
  }

  /** For every running call: what the clocks say cannot be relied on (RG3). */
  clockJumped(jump: ClockJump): Promise<void> {
    return this.#interruptions.clockJumped(jump);
  }

  /** Stops all timers; the calls stay open in the store, and the next start finds them. */
  close(): void {
    this.events.close();
    for (const live of this.#runtime.live.all()) this.#runtime.live.end(live);
  }

  async #isKnown(conversation: ConversationId, call: CallId): Promise<boolean> {
    const events = await this.events.read(conversation);
    return events.some(({ body }) => body.type === 'call.started' && body.call === call);
  }

  async #expectKnown(conversation: ConversationId, call: CallId): Promise<void> {
    if (await this.#isKnown(conversation, call)) return;
    throw new JawortError('ERR_NOT_FOUND', 'There is no such call.', { field: 'call' });
  }

  async #expectStaffed(conversation: ConversationId): Promise<ConversationRecord> {
    const record = await this.#runtime.parts.conversations.find(conversation);
    if (!record) throw new JawortError('ERR_NOT_FOUND', 'There is no such conversation.');
    if (record.state === 'closed') throw conversationClosed();
    if (!record.agent) throw new JawortError('ERR_NO_AGENT', 'Nobody has taken this conversation yet.');
    return record;
  }

  async #expectFree(conversation: ConversationId, call: CallId): Promise<void> {
    const running = foldCall(await this.events.read(conversation));
    if (!running && !this.#runtime.live.byCall(call)) return;
    throw new JawortError('ERR_CALL_BUSY', 'A call is running already; join that one.');
  }

  async #expectLive(conversation: ConversationId, call: CallId): Promise<LiveCall> {
    const live = this.#runtime.live.find(conversation, call);
    if (live) return live;
    await this.#expectKnown(conversation, call);
    throw new JawortError('ERR_CALL_ENDED', 'This call has ended.');
  }

  async #refuseWhilePending({ conversation, party }: Caller): Promise<never> {
    const { guard, clock } = this.#runtime.parts;
    const hold = await guard.hold(conversation, clock.monotonic());
    this.#pending.get(party)?.release();
    this.#pending.set(party, hold);
    throw new JawortError('ERR_WITHDRAWAL_PENDING', 'Withdraw first and wait for the receipt; then join.');
  }

  #forgetPending({ conversation, party }: Caller): void {
    this.#pending.get(party)?.release();
    this.#pending.delete(party);
    this.#runtime.parts.guard.reconsider(conversation);
  }
}

function expectNotClosed(events: readonly VerifiedEvent[]): void {
  if (events.some(({ body }) => body.type === 'conversation.closed')) throw conversationClosed();
}

function conversationClosed(): JawortError {
  return new JawortError('ERR_CONVERSATION_CLOSED', 'This conversation is closed.');
}

function expectHere(seat: Seat | undefined, { connection }: Caller): void {
  if (!seat || seat.gone || seat.connection === connection) return;
  throw new JawortError('ERR_CALL_ELSEWHERE', 'This party is in the call by another connection.', {
    retryAfterMs: seat.lostInMs,
  });
}
