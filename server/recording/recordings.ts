import { sha256 } from '@jawort/shared/crypto/hash';
import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Recording } from '@jawort/shared/domain/records';
import type { EventBody } from '@jawort/shared/events/event';
import type { VerifiedEvent } from '@jawort/shared/events/verify-chain';
import { gate } from '@jawort/shared/gate/gate';
import type { Chain } from '../conversation/chain.ts';
import { Turns } from '../conversation/turns.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { MediaServer } from '../ports/media.ts';
import type { Hold, RecordingGuard } from '../ports/recording.ts';
import type { ServerSigner } from '../ports/signer.ts';
import { allows, endOf } from './allows.ts';
import { Holds } from './holds.ts';
import type { FromRecorder } from './recorder/messages.ts';
import { segmentFolder } from './recorder/segment-folder.ts';
import type { SpawnRecorder } from './recorder-process.ts';
import { RecordingStates } from './recording-states.ts';
import type { Report } from './recovery.ts';
import { Retries } from './retries.ts';
import { sealFolder } from './seal-folder.ts';
import { Segment, stopReason, type SegmentEnd } from './segment.ts';
import { Supervisor } from './supervisor.ts';
import { makeToken, signToken, type GateToken, type OpenGate } from './token.ts';

export type RecordingsParts = {
  readonly chain: Chain;
  readonly signer: ServerSigner;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly bus: Bus;
  readonly media: MediaServer;
  readonly spawn: SpawnRecorder;
  /** Folder of all recordings. */
  readonly recordings: string;
  readonly report: Report;
};

/** Longer the end of the process waits for no disk. */
const sealWithinMs = 3000;

type Events = readonly VerifiedEvent[];
type Stopped = Extract<EventBody, { type: 'recording.stopped' }>;

/**
 * Main's side of all recording. What is open is never remembered: each time it matters the chain is read and verified again (RG3).
 * An opening goes: token, the recorder verifies and taps, `recording.started` is committed, the recorder reads that and only then
 * lets media come; so the evidence is on disk before the first packet, and where it cannot be, no packet comes.
 */
export class Recordings implements RecordingGuard {
  readonly #parts: RecordingsParts;
  readonly #supervisor: Supervisor;
  readonly #states: RecordingStates;
  readonly #retries: Retries;
  readonly #turns = new Turns();
  readonly #holds = new Holds();
  readonly #segments = new Map<ConversationId, Segment>();
  #stopping = false;

  constructor(parts: RecordingsParts) {
    this.#parts = parts;
    this.#states = new RecordingStates(parts);
    this.#retries = new Retries(parts.clock, (conversation) => this.reconsider(conversation));
    this.#supervisor = new Supervisor({
      clock: parts.clock,
      spawn: parts.spawn,
      onMessage: (message) => this.#hear(message),
      onGone: () => this.#loseAll(),
    });
  }

  /** Process id of the recorder that runs now. */
  get recorderPid(): number | undefined {
    return this.#supervisor.pid;
  }

  async hold(conversation: ConversationId, at: bigint): Promise<Hold> {
    const hold = this.#holds.add(conversation);
    this.#segments.get(conversation)?.silence();
    await this.#supervisor.close(conversation, at);
    this.#states.showStopped(conversation, 'closed');
    return hold;
  }

  reconsider(conversation: ConversationId): void {
    this.#takeTurn(conversation, () => this.#settle(conversation));
  }

  state(conversation: ConversationId): Recording {
    return this.#states.of(conversation);
  }

  /** Ends and seals all segments, then the recorder. */
  async close(): Promise<void> {
    this.#stopping = true;
    this.#retries.stop();
    this.#supervisor.startNoMore();
    const stopping = Promise.all([...this.#segments.values()].map((segment) => this.#stop(segment)));
    await Promise.race([stopping, this.#elapsed(sealWithinMs)]);
    // A recorder that has not sealed by now is ended, and that ends its segments too.
    await this.#supervisor.stop();
    await stopping;
  }

  /** Makes the recorder agree with the store, as far as nobody holds it closed. */
  async #settle(conversation: ConversationId): Promise<void> {
    await this.#conclude(conversation);
    const events = await this.#read(conversation);
    const segment = this.#segments.get(conversation);
    if (segment && !this.#mayGoOn(segment, events)) await this.#end(segment, cutOff(events, segment.token));
    if (events) await this.#followGate(conversation, events);
  }

  // What cannot be read or verified is unknown, and unknown means closed (RG4).
  async #read(conversation: ConversationId): Promise<Events | null> {
    try {
      return await this.#parts.chain.read(conversation);
    } catch (error) {
      const detail = String(error);
      this.#parts.report('the chain cannot be read: recording is off', { conversation, detail });
      this.#retries.later(conversation);
      return null;
    }
  }

  #mayGoOn({ token }: Segment, events: Events | null): boolean {
    return events !== null && !this.#holds.has(token.conversation) && allows(events, token);
  }

  async #followGate(conversation: ConversationId, events: Events): Promise<void> {
    const now = gate(events);
    if (now.state === 'open') await this.#begin(conversation, now);
    else if (now.missing.some(({ reason }) => reason === 'no-call')) this.#states.forget(conversation);
  }

  async #begin(conversation: ConversationId, now: OpenGate): Promise<void> {
    if (this.#segments.has(conversation)) return;
    await this.#supervisor.ready();
    const token = makeToken(conversation, now, this.#parts);
    const jws = await signToken(token, this.#parts.signer);
    // From here to the sending nothing is awaited, so that a hold comes either before it or after it.
    if (this.#holds.has(conversation) || this.#stopping) return;
    const segment = this.#addSegment(token, jws);
    const sent = this.#supervisor.send({ type: 'open', segment: token.segment, token: jws });
    if (!sent) this.#lose(segment);
    await segment.opened;
  }

  #addSegment(token: GateToken, jws: string): Segment {
    const { chain, media } = this.#parts;
    const segment = new Segment(token, jws, {
      chain,
      media,
      send: (message) => void this.#supervisor.send(message),
      onRecording: ({ event }) => {
        if (!this.#holds.has(token.conversation))
          this.#states.showOn(token.conversation, { ...token, since: event.at });
      },
    });
    this.#segments.set(token.conversation, segment);
    return segment;
  }

  async #end(segment: Segment, at: bigint): Promise<void> {
    const { conversation } = segment.token;
    segment.silence();
    await this.#supervisor.close(conversation, at);
    await segment.ended;
    await this.#conclude(conversation);
  }

  async #stop(segment: Segment): Promise<void> {
    const at = this.#parts.clock.monotonic();
    await this.#turns
      .take(segment.token.conversation, () => this.#end(segment, at))
      .catch(this.#reportOf(segment));
  }

  /** Puts the end of a segment that has ended into the chain; until that is on disk, no other begins. */
  async #conclude(conversation: ConversationId): Promise<void> {
    const segment = this.#segments.get(conversation);
    if (!segment?.end) return;
    const end = await segment.ended;
    this.#states.showStopped(conversation, stopReason(end));
    if (segment.started) await this.#parts.chain.append(conversation, await this.#stopped(segment, end));
    this.#segments.delete(conversation);
  }

  async #stopped({ token, jws }: Segment, end: SegmentEnd): Promise<Stopped> {
    const { call, conversation, segment } = token;
    const body = { type: 'recording.stopped', call, segment } as const;
    if (end.reason !== 'gone' && end.reason !== 'disk-failed')
      return { ...body, reason: stopReason(end), files: end.files };
    const folder = segmentFolder(this.#parts.recordings, { conversation, segment });
    const { files, intact } = await sealFolder(folder, await sha256(jws));
    if (!intact)
      this.#parts.report('a recording does not agree with its hash chain', { conversation, segment });
    return { ...body, reason: intact ? stopReason(end) : 'failed', files: [...files] };
  }

  #hear(message: FromRecorder): void {
    if (!('segment' in message)) return;
    const segment = [...this.#segments.values()].find(({ token }) => token.segment === message.segment);
    segment?.hear(message);
    if (segment && message.type === 'sealed') this.#afterEnd(segment, message);
  }

  #loseAll(): void {
    for (const segment of this.#segments.values()) this.#lose(segment);
  }

  #lose(segment: Segment): void {
    if (segment.end) return;
    segment.finish({ reason: 'gone' });
    this.#afterEnd(segment, { reason: 'gone' });
  }

  #afterEnd({ token, wasRecording }: Segment, end: SegmentEnd): void {
    const { conversation, segment } = token;
    this.#takeTurn(conversation, () => this.#conclude(conversation));
    if (end.reason === 'told') return this.#retries.wentWell(conversation);
    if (end.reason !== 'gate-ended')
      this.#parts.report('a recording ended by itself', { conversation, segment, ...end });
    // What failed once fails again at once, so it is tried again later and later.
    if (end.reason !== 'gate-ended' || !wasRecording) return this.#retries.later(conversation);
    this.#retries.wentWell(conversation);
    this.reconsider(conversation);
  }

  #takeTurn(conversation: ConversationId, task: () => Promise<void>): void {
    this.#turns.take(conversation, task).catch((error: unknown) => {
      this.#parts.report('recording could not be settled', { conversation, detail: String(error) });
      this.#retries.later(conversation);
    });
  }

  #elapsed(ms: number): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.after(ms, resolve));
  }

  #reportOf({ token }: Segment) {
    return (error: unknown) => {
      this.#parts.report('a segment could not be sealed', { segment: token.segment, detail: String(error) });
    };
  }
}

function cutOff(events: Events | null, token: GateToken): bigint {
  return events ? endOf(events, token).at : 0n;
}
