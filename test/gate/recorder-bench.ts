import type { EventBody } from '@jawort/shared/events/event';
import { verifyChain } from '@jawort/shared/events/verify-chain';
import { gate } from '@jawort/shared/gate/gate';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { MediaId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemIds } from '../../server/adapters/system/system-ids.ts';
import type { TappedMedia } from '../../server/ports/media.ts';
import type { ServerSigner } from '../../server/ports/signer.ts';
import { Recorder } from '../../server/recording/recorder/recorder.ts';
import type { FromRecorder, ToRecorder } from '../../server/recording/recorder/messages.ts';
import { makeToken, signToken, type GateToken, type OpenGate } from '../../server/recording/token.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { makeServerSigner } from '../support/party-key.ts';
import { until } from '../support/until.ts';
import { makePerson } from './consents.ts';
import { opusPacket, payloadTypes } from './marked-rtp.ts';
import { MemoryScribe } from './memory-scribe.ts';
import { consented, type Source, type Step, type Who } from './steps.ts';
import { Story } from './story.ts';
import { writtenMarks } from './written.ts';

type Sealed = Extract<FromRecorder, { type: 'sealed' }>;

const mediaOf = (who: Who, source: Source) =>
  `00000000-0000-4000-8000-00000000000${who * 2 + (source === 'camera' ? 1 : 0)}` as MediaId;

/** A recorder with a clock, a store, a socket and a main that tests move by hand. */
export class RecorderBench {
  readonly clock = new FakeClock();
  readonly told: FromRecorder[] = [];
  /** Makes the store fail. */
  storeFails = false;
  /** What main does when it is asked for it; as a dishonest main would not, where replaced. */
  commit: (token: GateToken, jws: string) => Promise<unknown> = (token, jws) => this.#commit(token, jws);
  tapped: readonly TappedMedia[];
  /** Whether the socket was ever made. */
  sockets = 0;
  readonly signer: ServerSigner;
  readonly scribe: MemoryScribe;
  readonly folder: string;
  readonly recorder: Recorder;
  readonly #story: Story;
  readonly #tokens = new Map<SegmentId, { readonly token: GateToken; readonly jws: string }>();
  #deliver: (bytes: Buffer) => void = () => undefined;
  #packets = 0;

  private constructor(signer: ServerSigner, folder: string, story: (scribe: MemoryScribe) => Story) {
    this.signer = signer;
    this.folder = folder;
    this.scribe = new MemoryScribe(signer, () => this.clock.monotonic());
    this.#story = story(this.scribe);
    this.tapped = this.#story.people.slice(0, 2).map(({ ref }, who) => microphone(who as Who, ref));
    this.recorder = new Recorder({
      clock: this.clock,
      events: { read: () => this.#read(), version: async () => (await this.#read()).length },
      keys: signer.keys,
      openInput: (deliver) => this.#openInput(deliver),
      recordings: folder,
      tell: (message) => this.#hear(message),
    });
  }

  /** With a call in which both have said yes, unless told otherwise. */
  static async open(steps: readonly Step[] = consented): Promise<RecorderBench> {
    const people = await Promise.all((['visitor', 'agent', 'agent'] as const).map(makePerson));
    const folder = await mkdtemp(join(tmpdir(), 'jawort-recorder-'));
    const story = (scribe: MemoryScribe) => new Story(scribe, people, mediaOf);
    const bench = new RecorderBench(await makeServerSigner(), folder, story);
    await bench.play(...steps);
    bench.clock.advance(1000);
    bench.renew();
    return bench;
  }

  async play(...steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.#story.play(step);
  }

  append(body: EventBody): Promise<bigint> {
    return this.scribe.write(async () => ({ body }));
  }

  /** The token that an honest main would sign now. */
  async token(change: Partial<GateToken> = {}): Promise<GateToken> {
    const now = gate(await verifyChain(this.scribe.conversation, this.scribe.stored, this.signer.keys));
    const open: OpenGate = now.state === 'open' ? now : { ...someGate, state: 'open' };
    return { ...makeToken(this.scribe.conversation, open, { clock: this.clock, ids: systemIds }), ...change };
  }

  /** Hands a token over; resolves to `recording`, or to why not. */
  async open(token: GateToken, signer: ServerSigner = this.signer): Promise<'recording' | Sealed> {
    return this.hand(token, await signToken(token, signer));
  }

  async hand(token: GateToken, jws: string): Promise<'recording' | Sealed> {
    this.#tokens.set(token.segment, { token, jws });
    const before = this.told.length;
    this.recorder.handle({ type: 'open', segment: token.segment, token: jws });
    const answer = () =>
      this.told.slice(before).find(({ type }) => type === 'recording' || type === 'sealed');
    await until(() => answer() !== undefined);
    const found = answer();
    return found?.type === 'sealed' ? found : 'recording';
  }

  renew(): void {
    this.recorder.handle({ type: 'renew', at: this.clock.monotonic().toString() });
  }

  close(at: bigint): void {
    const { conversation } = this.scribe;
    this.recorder.handle({ type: 'close', id: 1, conversation, at: at.toString() });
  }

  /** A packet arrives now; gives its number. */
  arrive(ssrc = 1000): number {
    const index = this.#packets++;
    this.#deliver(opusPacket({ leg: 0, index }, ssrc, index));
    return index;
  }

  /** Lets time pass as main does, which renews; everything that is due is done. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 50) {
      this.clock.advance(Math.min(50, left));
      this.renew();
      await settled();
    }
  }

  async sealed(): Promise<Sealed> {
    const find = () => this.told.find((message) => message.type === 'sealed');
    await until(() => find() !== undefined);
    const found = find();
    if (!found) throw new Error('not sealed');
    return found;
  }

  /** The numbers of all packets that lie on the disk. */
  async written(): Promise<readonly number[]> {
    return (await writtenMarks(this.folder)).map(({ index }) => index);
  }

  async end(): Promise<void> {
    this.recorder.orphan();
    await settled();
    await rm(this.folder, { recursive: true });
  }

  async #read() {
    if (this.storeFails) throw new Error('input/output error');
    return [...this.scribe.stored];
  }

  async #openInput(deliver: (bytes: Buffer) => void) {
    this.sockets++;
    let heard = false;
    this.#deliver = (bytes) => {
      if (heard) deliver(bytes);
    };
    return {
      port: 5004,
      hear: async () => void (heard = true),
      close: () => void (heard = false),
    };
  }

  #hear(message: FromRecorder): void {
    this.told.push(message);
    void this.#answer(message).then((answer) => answer && this.recorder.handle(answer));
  }

  async #answer(message: FromRecorder): Promise<ToRecorder | undefined> {
    switch (message.type) {
      case 'tap':
        return { type: 'tapped', segment: message.segment, port: 5005, legs: [...this.tapped] };
      case 'commit': {
        const known = this.#tokens.get(message.segment);
        if (known) await this.commit(known.token, known.jws);
        return { type: 'committed', segment: message.segment };
      }
      case 'resume':
        return { type: 'resumed', segment: message.segment };
      default:
        return undefined;
    }
  }

  async #commit({ call, segment, gate: seq, modalities }: GateToken, jws: string): Promise<void> {
    const token = await sha256(jws);
    await this.append({ type: 'recording.started', call, segment, token, gate: seq, modalities });
  }
}

const someGate = {
  call: '00000000-0000-4000-8000-00000000000c' as OpenGate['call'],
  seq: 11,
  modalities: ['audio', 'video'],
  media: [],
  consents: [],
} as const;

function microphone(who: Who, party: ParticipantId): TappedMedia {
  const [media, source] = [mediaOf(who, 'microphone'), 'microphone'] as const;
  const codec = { payloadType: payloadTypes.audio, mimeType: 'audio/opus', clockRate: 48_000, channels: 2 };
  return { media, party, source, ssrc: 1000 + who, ...codec };
}

// Signatures are verified on other threads, so that a few rounds of the event loop are not enough.
async function settled(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise(setImmediate);
}
