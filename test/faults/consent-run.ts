import type { MessageId } from '@jawort/shared/domain/ids';
import type { Seq } from '@jawort/shared/domain/records';
import { fresh } from '../support/fresh.ts';
import { modalities, type Meeting } from './meeting.ts';

/** What both wait for, one after the other; each is one commit and what is told of it. */
export const phases = [
  'asking',
  'first key',
  'second key',
  'first consent',
  'a message',
  'second consent',
  'recording',
] as const;
export type Phase = (typeof phases)[number];

/** Two people on their way to a recording, and what the server has acknowledged to them on it. */
export class ConsentRun {
  readonly meeting: Meeting;
  readonly request = fresh.request();
  readonly acknowledged = new Map<MessageId, Seq>();
  readonly said: MessageId[] = [];
  phase: Phase = 'asking';

  constructor(meeting: Meeting) {
    this.meeting = meeting;
  }

  async play(): Promise<void> {
    const { visitor, agent, at } = this.meeting;
    const { request } = this;
    const offer = async ({ party }: typeof visitor) =>
      party.ask('consent:offer', { ...at, request, key: (await party.key()).publicKey });
    await this.#enter('asking', visitor.party.ask('consent:ask', { ...at, request }));
    await this.#enter('first key', offer(visitor));
    await this.#enter('second key', offer(agent));
    await this.#enter('first consent', this.#consent('agent'));
    await this.#enter('a message', this.say());
    await this.#enter('second consent', this.#consent('visitor'));
    await this.#enter('recording', Promise.all(this.meeting.both.map((one) => one.hearsRecording('on'))));
  }

  /** Says something as the visitor. */
  async say(): Promise<void> {
    const id = fresh.message();
    this.said.push(id);
    await this.sayAgain(id);
  }

  /** Sends a message that may have been sent before, as a client does that got no answer. */
  async sayAgain(id: MessageId): Promise<void> {
    const { seq } = await this.meeting.say('Guten Tag', id);
    this.acknowledged.set(id, seq);
  }

  /** All that either has been given or told. */
  get receipts(): readonly string[] {
    return this.meeting.both.flatMap(({ party, receipts }) => [
      ...receipts,
      ...party.heard
        .filter(({ name }) => name === 'consent:receipted')
        .map(({ payload }) => (payload as { receipt: string }).receipt),
    ]);
  }

  /** Whoever has no consent stored gives it. */
  async complete(consented: ReadonlySet<string>): Promise<void> {
    const { visitor, at, both } = this.meeting;
    await visitor.party.ask('consent:ask', { ...at, request: this.request });
    const missing = both.filter(({ ref }) => !consented.has(ref));
    await Promise.all(missing.map(({ party }) => party.consent(at, this.request, modalities)));
  }

  async #consent(who: 'visitor' | 'agent'): Promise<void> {
    const { [who]: caller, at } = this.meeting;
    caller.receipts.push(await caller.party.consent(at, this.request, modalities));
  }

  async #enter(phase: Phase, doing: Promise<unknown>): Promise<void> {
    this.phase = phase;
    await doing;
  }
}
