import type { ConversationId, SegmentId } from '@jawort/shared/domain/ids';
import { VerifiedChains } from '../../conversation/verified-chains.ts';
import { tokenLifetime, type GateToken } from '../token.ts';
import { Lease } from './lease.ts';
import { MainDesk } from './main-desk.ts';
import type { FromRecorder, ToRecorder } from './messages.ts';
import { Recent } from './recent.ts';
import { Session, type Sealed, type SessionParts } from './session.ts';
import { verifyToken } from './verify-token.ts';

export type RecorderParts = Omit<SessionParts, 'chains' | 'lease' | 'main' | 'onSealed'> & {
  readonly tell: (message: FromRecorder) => void;
};

type Running = {
  readonly conversation: ConversationId;
  readonly session: Session;
  readonly desk: MainDesk;
};

/** All sessions of one recorder process, and what main may say to them. */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #chains = new VerifiedChains();
  readonly #lease: Lease;
  readonly #began: bigint;
  readonly #used = new Recent<string>(tokenLifetime);
  readonly #closed = new Recent<ConversationId>(tokenLifetime);
  readonly #running = new Map<SegmentId, Running>();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#lease = new Lease(parts.clock);
    this.#began = parts.clock.monotonic();
  }

  handle(message: ToRecorder): void {
    switch (message.type) {
      case 'open':
        return void this.#open(message.segment, message.token);
      case 'close':
        return this.#close(message.conversation, BigInt(message.at), message.id);
      case 'renew':
        this.#lease.renew(BigInt(message.at));
        return this.#parts.tell({ type: 'alive' });
      case 'tapped':
      case 'committed':
      case 'resumed':
      case 'failed':
        return this.#running.get(message.segment)?.desk.answer(message);
    }
  }

  /** Main is gone: nothing that arrived after its last word is written. */
  orphan(): void {
    for (const { session } of this.#running.values())
      session.end('lease-lost', 'main is gone', this.#lease.renewed);
  }

  async #open(segment: SegmentId, jws: string): Promise<void> {
    try {
      const token = await verifyToken(jws, this.#tokenChecks());
      if (token.segment !== segment) throw new TypeError('the gate token is for another segment');
      void this.#start(token, jws).open();
    } catch (error) {
      this.#refuse(segment, String(error));
    }
  }

  #tokenChecks() {
    const { clock, keys } = this.#parts;
    return { keys, now: clock.monotonic(), began: this.#began, used: this.#used, closed: this.#closed };
  }

  #start(token: GateToken, jws: string): Session {
    const { segment, conversation } = token;
    const running = [...this.#running.values()];
    if (running.some((one) => one.conversation === conversation))
      throw new TypeError('the conversation is being recorded already');
    const desk = new MainDesk(segment, this.#parts.tell);
    const onSealed = (sealed: Sealed) => this.#forget(segment, sealed);
    const own = { chains: this.#chains, lease: this.#lease, main: desk, onSealed };
    const session = new Session({ ...this.#parts, ...own }, token, jws);
    this.#running.set(segment, { conversation, session, desk });
    return session;
  }

  #close(conversation: ConversationId, at: bigint, id: number): void {
    this.#closed.note(conversation, this.#parts.clock.monotonic());
    for (const one of this.#running.values())
      if (one.conversation === conversation) one.session.end('told', 'main said so', at);
    this.#parts.tell({ type: 'closed', id });
  }

  #forget(segment: SegmentId, { reason, detail, files }: Sealed): void {
    this.#running.delete(segment);
    this.#parts.tell({ type: 'sealed', segment, reason, detail, files: [...files] });
  }

  #refuse(segment: SegmentId, detail: string): void {
    if (this.#running.has(segment)) return;
    this.#parts.tell({ type: 'sealed', segment, reason: 'refused', detail, files: [] });
  }
}
