import { sha256 } from '@jawort/shared/crypto/hash';
import type { Appended, Chain } from '../conversation/chain.ts';
import type { MediaServer, MediaTap } from '../ports/media.ts';
import { allows } from './allows.ts';
import type { FromRecorder, SealReason, ToRecorder } from './recorder/messages.ts';
import type { GateToken } from './token.ts';

export type SegmentParts = {
  readonly chain: Chain;
  readonly media: MediaServer;
  readonly send: (message: ToRecorder) => void;
  readonly onRecording: (started: Appended) => void;
};

/** How a segment ended: as its recorder said, or without a word because the recorder is gone. */
export type SegmentEnd = Extract<FromRecorder, { type: 'sealed' }> | { readonly reason: 'gone' };

/** What the recorder may ask of main while it makes a segment. */
type Question = Extract<FromRecorder, { type: 'tap' | 'commit' | 'resume' }>;

/** One segment as main sees it: it does what the recorder asks for, in the order in which the recorder asks. */
export class Segment {
  readonly token: GateToken;
  readonly jws: string;
  /** Resolves when media is being recorded or, where it comes to nothing, when it has ended. */
  readonly opened: Promise<unknown>;
  readonly ended: Promise<SegmentEnd>;
  started: Appended | null = null;
  end: SegmentEnd | null = null;
  wasRecording = false;
  readonly #parts: SegmentParts;
  readonly #recording = Promise.withResolvers<undefined>();
  readonly #ended = Promise.withResolvers<SegmentEnd>();
  #committing: Promise<unknown> = Promise.resolve();
  #tap: MediaTap | null = null;

  constructor(token: GateToken, jws: string, parts: SegmentParts) {
    this.token = token;
    this.jws = jws;
    this.#parts = parts;
    this.ended = this.#ended.promise;
    this.opened = Promise.race([this.#recording.promise, this.ended]);
  }

  hear(message: FromRecorder): void {
    switch (message.type) {
      case 'tap':
      case 'commit':
      case 'resume':
        return void this.#answer(message);
      case 'recording':
        return this.#begin();
      case 'key-frame':
        return void this.#tap?.requestKeyFrame(message.media).catch(() => undefined);
      case 'sealed':
        return this.finish(message);
      case 'ready':
      case 'alive':
      case 'closed':
        return;
    }
  }

  /** Sends the recorder nothing any more; idempotent. */
  silence(): void {
    this.#tap?.close();
    this.#tap = null;
  }

  finish(end: SegmentEnd): void {
    this.silence();
    this.end ??= end;
    // A start that is just being committed has to be known before the stop can follow it.
    void this.#committing.then(() => this.#ended.resolve(this.end ?? end));
  }

  #begin(): void {
    if (!this.started) return;
    this.wasRecording = true;
    this.#recording.resolve(undefined);
    this.#parts.onRecording(this.started);
  }

  async #answer(question: Question): Promise<void> {
    const { segment } = this.token;
    try {
      this.#parts.send(await this.#do(question));
    } catch (error) {
      this.#parts.send({ type: 'failed', segment, detail: String(error) });
    }
  }

  #do(question: Question): Promise<ToRecorder> {
    switch (question.type) {
      case 'tap':
        return this.#open(question.port);
      case 'commit':
        return this.#commit();
      case 'resume':
        return this.#resume();
    }
  }

  async #open(port: number): Promise<ToRecorder> {
    const { call, media, segment } = this.token;
    const room = this.#parts.media.find(call);
    if (!room || this.#tap) throw new Error('the call has no room to tap');
    const tap = await room.tap(port, media);
    if (this.end) tap.close();
    else this.#tap = tap;
    return { type: 'tapped', segment, port: tap.port, legs: [...tap.legs] };
  }

  async #commit(): Promise<ToRecorder> {
    if (this.started || this.end) throw new Error('the segment was started before');
    const committing = this.#append();
    this.#committing = committing.catch(() => undefined);
    await committing;
    return { type: 'committed', segment: this.token.segment };
  }

  async #append(): Promise<void> {
    const { call, conversation, segment, gate, modalities } = this.token;
    const token = await sha256(this.jws);
    this.started = await this.#parts.chain.decide(conversation, async (events) => {
      if (!allows(events, this.token)) throw new Error('the gate has changed');
      return { body: { type: 'recording.started', call, segment, token, gate, modalities } };
    });
  }

  async #resume(): Promise<ToRecorder> {
    if (!this.#tap || !this.started) throw new Error('there is nothing to resume');
    await this.#tap.resume();
    return { type: 'resumed', segment: this.token.segment };
  }
}

/** The reason for which a segment is sealed in the evidence. */
export function stopReason({ reason }: { readonly reason: SealReason | 'gone' }) {
  switch (reason) {
    case 'told':
    case 'gate-ended':
      return 'closed';
    case 'lease-lost':
    case 'gone':
      return 'interrupted';
    case 'refused':
    case 'store-failed':
    case 'disk-failed':
    case 'media-failed':
      return 'failed';
  }
}
