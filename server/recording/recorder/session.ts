import type { MediaId } from '@jawort/shared/domain/ids';
import type { RecordedFile } from '@jawort/shared/events/event';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { TappedMedia } from '../../ports/media.ts';
import type { GateToken } from '../token.ts';
import { GateWatch, type GateWatchParts, type Verdict } from './gate-watch.ts';
import { HoldBack, holdBackTime } from './hold-back.ts';
import type { Lease } from './lease.ts';
import type { SealReason } from './messages.ts';
import { sourceOf } from './packet-source.ts';
import { SegmentFolder, segmentFolder } from './segment-folder.ts';
import { SegmentWriter, type HeldPacket } from './segment-writer.ts';
import type { OpenInput, UdpInput } from './udp-input.ts';

const releaseEveryMs = 100;
/** Releases between two times that everything written is put on disk. */
const releasesPerSync = 5;

/** What a session asks of main; each rejects where main could not. */
export interface MainEnd {
  tap(
    port: number,
    media: readonly MediaId[],
  ): Promise<{ readonly port: number; readonly legs: readonly TappedMedia[] }>;
  commit(): Promise<void>;
  resume(): Promise<void>;
  recording(): void;
  requestKeyFrame(media: MediaId): void;
}

export type Sealed = {
  readonly reason: SealReason;
  readonly detail: string;
  readonly files: readonly RecordedFile[];
};

export type SessionParts = GateWatchParts & {
  readonly clock: Clock;
  readonly lease: Lease;
  readonly openInput: OpenInput;
  /** Folder of all recordings. */
  readonly recordings: string;
  readonly main: MainEnd;
  readonly onSealed: (sealed: Sealed) => void;
};

/** Why a step did not go on; what is held is dropped from `at` on. */
class Ending extends Error {
  readonly reason: SealReason;
  readonly at: bigint;

  constructor(reason: SealReason, detail: string, at: bigint, cause?: unknown) {
    super(detail, { cause });
    this.reason = reason;
    this.at = at;
  }
}

/** One segment: from a token to sealed files. It has a socket only while open, and files only once something was released (RG1). */
export class Session {
  readonly #parts: SessionParts;
  readonly #token: GateToken;
  readonly #jws: string;
  readonly #watch: GateWatch;
  readonly #held = new HoldBack<HeldPacket>();
  readonly #folder: SegmentFolder;
  #input: UdpInput | undefined;
  #writer: SegmentWriter | undefined;
  #nextRelease: Cancel | undefined;
  #releases = 0;
  /** Whether everything was verified, so that what is held may be released. */
  #isOpen = false;
  #ended = false;

  constructor(parts: SessionParts, token: GateToken, jws: string) {
    this.#parts = parts;
    this.#token = token;
    this.#jws = jws;
    this.#watch = new GateWatch(parts, token);
    this.#folder = new SegmentFolder(segmentFolder(parts.recordings, token), jws);
  }

  /** Verify, make everything, and verify again before each step that lets media nearer (RG9). Never rejects. */
  async open(): Promise<void> {
    try {
      await this.#verifyUnused();
      const legs = await this.#connect();
      await this.#verify();
      await this.#step('store-failed', this.#parts.main.commit());
      this.#writer = this.#openWriter(legs, await this.#started());
      await this.#step('media-failed', this.#parts.main.resume());
      await this.#verify();
      this.#begin(legs);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Drops what arrived after `at`, writes what came before, and ends. What has been written once is never written again. */
  end(reason: SealReason, detail: string, at: bigint): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#nextRelease?.();
    this.#input?.close();
    const last = this.#held.take(at);
    this.#held.drop();
    void this.#seal(reason, detail, last);
  }

  async #verifyUnused(): Promise<void> {
    await this.#verify();
    if (await this.#step('store-failed', this.#watch.wasUsed(this.#jws)))
      throw new Ending('refused', 'the gate token was used before', 0n);
  }

  async #verify(): Promise<void> {
    this.#obey(await this.#step('store-failed', this.#watch.check()));
  }

  #obey(verdict: Verdict): void {
    if (verdict.verdict === 'ended') throw new Ending('gate-ended', verdict.detail, verdict.at);
  }

  async #connect(): Promise<readonly TappedMedia[]> {
    const { main, openInput } = this.#parts;
    this.#input = await this.#step('media-failed', this.#own(openInput((bytes) => this.#hear(bytes))));
    const tap = await this.#step('media-failed', main.tap(this.#input.port, this.#token.media));
    this.#checkTap(tap.legs);
    await this.#step('media-failed', this.#input.hear(tap.port));
    this.#releaseLater();
    return tap.legs;
  }

  // Ended while the socket was being made, the session has to close it all the same.
  async #own(opening: Promise<UdpInput>): Promise<UdpInput> {
    const input = await opening;
    if (this.#ended) input.close();
    return input;
  }

  #checkTap(legs: readonly TappedMedia[]): void {
    const allowed = new Set<string>(this.#token.media);
    if (legs.some(({ media }) => !allowed.has(media)))
      throw new Ending('refused', 'main tapped media that the token does not name', 0n);
  }

  async #started(): Promise<bigint> {
    const at = await this.#step('store-failed', this.#watch.startedAt(this.#jws));
    if (at === undefined) throw new Ending('refused', 'no event says that this segment was started', 0n);
    return at;
  }

  #openWriter(legs: readonly TappedMedia[], openedAt: bigint): SegmentWriter {
    const { main } = this.#parts;
    const requestKeyFrame = (media: MediaId) => main.requestKeyFrame(media);
    try {
      return new SegmentWriter({ folder: this.#folder, token: this.#jws, openedAt, requestKeyFrame }, legs);
    } catch (error) {
      throw new Ending('media-failed', String(error), 0n, error);
    }
  }

  #begin(legs: readonly TappedMedia[]): void {
    const { main } = this.#parts;
    for (const { media, source } of legs) if (source !== 'microphone') main.requestKeyFrame(media);
    main.recording();
    this.#isOpen = true;
  }

  #hear(bytes: Buffer): void {
    const ssrc = sourceOf(bytes);
    if (ssrc !== undefined) this.#held.push({ bytes, ssrc, arrival: this.#parts.clock.monotonic() });
  }

  #releaseLater(): void {
    this.#nextRelease = this.#parts.clock.after(releaseEveryMs, () => void this.#release());
  }

  /** Asks the store, and only then lets go what was older than the hold-back when it was asked. */
  async #release(): Promise<void> {
    const { clock, lease } = this.#parts;
    try {
      if (lease.isLost) throw new Ending('lease-lost', 'main has been silent', lease.renewed);
      if (this.#isOpen) await this.#releaseUpTo(clock.monotonic() - holdBackTime);
      this.#releaseLater();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #releaseUpTo(safe: bigint): Promise<void> {
    const { lease } = this.#parts;
    this.#obey(await this.#step('store-failed', this.#watch.checkIfChanged()));
    this.#write(safe < lease.renewed ? safe : lease.renewed);
    await this.#syncNowAndThen();
  }

  #write(upTo: bigint): void {
    try {
      for (const packet of this.#held.take(upTo)) this.#writer?.write(packet);
      this.#writer?.tick(upTo);
    } catch (error) {
      throw new Ending('disk-failed', String(error), 0n, error);
    }
  }

  async #syncNowAndThen(): Promise<void> {
    this.#releases += 1;
    if (this.#releases % releasesPerSync === 0) await this.#step('disk-failed', this.#folder.sync());
  }

  async #seal(reason: SealReason, detail: string, last: readonly HeldPacket[]): Promise<void> {
    const { onSealed } = this.#parts;
    try {
      const files = await this.#sealFiles(last);
      onSealed({ reason, detail, files: reason === 'disk-failed' ? [] : files });
    } catch (error) {
      onSealed({ reason: 'disk-failed', detail: String(error), files: [] });
    }
  }

  async #sealFiles(last: readonly HeldPacket[]): Promise<readonly RecordedFile[]> {
    try {
      for (const packet of last) this.#writer?.write(packet);
      return this.#writer?.seal() ?? [];
    } finally {
      await this.#folder.seal();
    }
  }

  #fail(error: unknown): void {
    if (error instanceof Ending) this.end(error.reason, error.message, error.at);
    else this.end('refused', String(error), 0n);
  }

  /** Waits for one step; where it fails, or the session has ended meanwhile, nothing that follows is done. */
  async #step<Value>(blame: SealReason, doing: Promise<Value>): Promise<Value> {
    const value = await doing.catch((error: unknown) => {
      throw new Ending(blame, String(error), 0n, error);
    });
    if (this.#ended) throw new Ending('told', 'ended meanwhile', 0n);
    return value;
  }
}
