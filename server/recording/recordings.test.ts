import type { SegmentId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GuardedScribe } from '../../test/gate/recording-stage.ts';
import { LoopbackMedia } from '../../test/gate/loopback-media.ts';
import { makePerson } from '../../test/gate/consents.ts';
import { consented, toConsents, type Step, type Who } from '../../test/gate/steps.ts';
import { Story } from '../../test/gate/story.ts';
import { FakeBus } from '../../test/support/fake-bus.ts';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { diskFull, MemoryEventStore } from '../../test/support/memory-event-store.ts';
import { makeServerSigner } from '../../test/support/party-key.ts';
import { until } from '../../test/support/until.ts';
import { systemIds } from '../adapters/system/system-ids.ts';
import { Chain } from '../conversation/chain.ts';
import type { FromRecorder, ToRecorder } from './recorder/messages.ts';
import type { RecorderListener, SpawnRecorder } from './recorder-process.ts';
import { Recordings } from './recordings.ts';

/** A recorder that does what it is told, or nothing. */
class ScriptedRecorder {
  readonly got: ToRecorder[] = [];
  readonly listener: RecorderListener;
  readonly #segments: SegmentId[] = [];
  obeys = true;
  gone = false;

  constructor(listener: RecorderListener) {
    this.listener = listener;
    setImmediate(() => listener.onMessage({ type: 'ready' }));
  }

  send(message: ToRecorder): void {
    this.got.push(message);
    if (this.obeys && !this.gone) setImmediate(() => this.#obey(message));
  }

  /** Seals what it records because of something that went wrong here. */
  fail(reason: 'disk-failed'): void {
    for (const segment of this.#segments.splice(0))
      this.listener.onMessage({ type: 'sealed', segment, reason, detail: 'no space left', files: [] });
  }

  die(): void {
    if (this.gone) return;
    this.gone = true;
    this.listener.onGone();
  }

  #obey(message: ToRecorder): void {
    const tell = (answer: FromRecorder) => this.listener.onMessage(answer);
    switch (message.type) {
      case 'open':
        this.#segments.push(message.segment);
        return tell({ type: 'tap', segment: message.segment, port: 5004, media: [] });
      case 'tapped':
        return tell({ type: 'commit', segment: message.segment });
      case 'committed':
        return tell({ type: 'resume', segment: message.segment });
      case 'resumed':
        return tell({ type: 'recording', segment: message.segment });
      case 'renew':
        return tell({ type: 'alive' });
      case 'close':
        tell({ type: 'closed', id: message.id });
        for (const segment of this.#segments.splice(0)) this.seal(segment);
        return;
      case 'failed':
        return this.seal(message.segment);
      default:
        return;
    }
  }

  seal(segment: SegmentId): void {
    this.listener.onMessage({ type: 'sealed', segment, reason: 'told', detail: '', files: [] });
  }
}

describe('recordings', () => {
  let clock: FakeClock;
  let bus: FakeBus;
  let store: MemoryEventStore;
  let chain: Chain;
  let recorders: ScriptedRecorder[];
  let guard: Recordings;
  let scribe: GuardedScribe;
  let story: Story;
  let problems: string[];
  let folder: string;
  let media: LoopbackMedia;

  beforeEach(async () => {
    [clock, bus, store, recorders, problems] = [
      new FakeClock(),
      new FakeBus(),
      new MemoryEventStore(),
      [],
      [],
    ];
    folder = await mkdtemp(join(tmpdir(), 'jawort-recordings-'));
    media = new LoopbackMedia();
    const signer = await makeServerSigner();
    chain = new Chain({ events: store, signer, clock });
    const spawn: SpawnRecorder = (listener) => {
      const recorder = new ScriptedRecorder(listener);
      recorders.push(recorder);
      return {
        pid: recorders.length,
        send: (message) => recorder.send(message),
        kill: () => recorder.die(),
        disconnect: () => recorder.die(),
      };
    };
    const report = (problem: string) => void problems.push(problem);
    guard = new Recordings({
      chain,
      signer,
      clock,
      ids: systemIds,
      bus,
      media,
      spawn,
      recordings: folder,
      report,
    });
    scribe = new GuardedScribe({ chain, guard });
    const people = await Promise.all((['visitor', 'agent', 'agent'] as const).map(makePerson));
    people.forEach(({ ref }, who) => media.add(who as Who, ref));
    story = new Story(scribe, people, media.mediaOf);
  });
  afterEach(async () => {
    await media.close();
    await guard.close();
    await rm(folder, { recursive: true });
  });

  const play = async (...steps: readonly Step[]) => {
    for (const step of steps) assert.ok(await story.play(step));
  };
  const state = () => guard.state(scribe.conversation).state;
  const bodies = async () => (await chain.read(scribe.conversation)).map(({ body }) => body);
  const count = async (type: string) => (await bodies()).filter((body) => body.type === type).length;
  const opens = () => recorders.flatMap(({ got }) => got).filter(({ type }) => type === 'open').length;
  const recorder = () => recorders.at(-1) ?? assert.fail('no recorder');
  const recording = async () => {
    await play(...consented);
    await until(() => state() === 'on');
  };

  it('[RG2] asks the recorder for nothing before both have consented', async () => {
    await play(...toConsents, { do: 'give', who: 0, flaw: 'none' });
    await guardSettled();
    assert.equal(opens(), 0);
  });

  it('[RG2] has the start of a segment stored before it lets media flow, and tells people when it does', async () => {
    await recording();
    const started = (await bodies()).find((body) => body.type === 'recording.started');
    assert.ok(started);
    assert.deepEqual(
      recorder()
        .got.map(({ type }) => type)
        .filter((type) => !['close', 'renew'].includes(type)),
      ['open', 'tapped', 'committed', 'resumed'],
    );
    assert.equal(bus.all('recording:changed').at(-1)?.now.state, 'on');
  });

  it('[RG2] lets no media flow when the start cannot be stored', async () => {
    store.beforeAppend = async () => {
      if (await isStarting()) diskFull();
    };
    await play(...consented);
    await until(() => recorder().got.some(({ type }) => type === 'failed'));
    assert.equal(
      recorder().got.some(({ type }) => type === 'committed'),
      false,
    );
    assert.equal(state(), 'off');
  });

  it('[EV2] holds without the store', async () => {
    await recording();
    store.beforeAppend = diskFull;
    store.read = () => Promise.reject(new Error('input/output error'));
    await guard.hold(scribe.conversation, clock.monotonic());
    assert.equal(state(), 'stopped');
  });

  it('[RG4] takes a hold for done only when the recorder has said so', async () => {
    await recording();
    recorder().obeys = false;
    let held = false;
    const holding = guard.hold(scribe.conversation, clock.monotonic()).then(() => (held = true));
    await guardSettled();
    assert.equal(held, false);
    const close = recorder().got.findLast(({ type }) => type === 'close');
    assert.ok(close?.type === 'close');
    recorder().listener.onMessage({ type: 'closed', id: close.id });
    await holding;
    recorder().die();
  });

  it('[RG4] kills a recorder that has not closed within a second, and that counts as closed', async () => {
    await recording();
    recorder().obeys = false;
    const holding = guard.hold(scribe.conversation, clock.monotonic());
    clock.advance(999);
    assert.equal(recorder().gone, false);
    clock.advance(1);
    assert.equal(recorder().gone, true);
    await holding;
    assert.equal(state(), 'stopped');
  });

  it('[RG3] opens nothing while it is held, however open the gate', async () => {
    await play(...toConsents, { do: 'give', who: 0, flaw: 'none' });
    const hold = await guard.hold(scribe.conversation, clock.monotonic());
    await play({ do: 'give', who: 1, flaw: 'none' });
    await guardSettled();
    assert.equal(opens(), 0);
    hold.release();
    guard.reconsider(scribe.conversation);
    await until(() => state() === 'on');
  });

  it('[RG3] stays closed until the last of several holds is released', async () => {
    await play(...toConsents, { do: 'give', who: 0, flaw: 'none' });
    const [first, second] = [await hold(), await hold()];
    await play({ do: 'give', who: 1, flaw: 'none' });
    first.release();
    first.release();
    guard.reconsider(scribe.conversation);
    await guardSettled();
    assert.equal(opens(), 0);
    second.release();
    guard.reconsider(scribe.conversation);
    await until(() => state() === 'on');
  });

  it('[RG7] ends a segment and begins another when what may be recorded changes', async () => {
    await recording();
    await play({ do: 'hide', who: 0, source: 'camera' });
    await until(async () => (await count('recording.started')) === 2);
    assert.equal(await count('recording.stopped'), 1);
  });

  it('[RG4] seals as interrupted what a recorder left that died, and records on with the next one', async () => {
    await recording();
    recorder().die();
    await until(async () => (await count('recording.stopped')) === 1);
    const stopped = (await bodies()).find((body) => body.type === 'recording.stopped');
    assert.equal(stopped?.reason, 'interrupted');
    clock.advance(250);
    await until(() => state() === 'on');
    assert.equal(recorders.length, 2);
    assert.equal(await count('recording.started'), 2);
  });

  it('tries again later and later where the recorder cannot write', async () => {
    await recording();
    for (const [segments, ms] of [
      [2, 250],
      [3, 500],
      [4, 1000],
    ] as const) {
      recorder().fail('disk-failed');
      await until(async () => (await count('recording.stopped')) === segments - 1);
      await guardSettled();
      clock.advance(ms - 1);
      await guardSettled();
      assert.equal(await count('recording.started'), segments - 1);
      clock.advance(1);
      await until(() => state() === 'on');
    }
  });

  it('[RG4] kills a recorder that answers nothing for two seconds, and says that nothing is recorded', async () => {
    await recording();
    recorder().obeys = false;
    clock.advance(2000);
    assert.equal(recorder().gone, false);
    clock.advance(250);
    assert.equal(recorder().gone, true);
    await until(() => state() === 'stopped');
  });

  it('[RG7] begins no segment before the end of the former one is stored', async () => {
    await recording();
    store.beforeAppend = async () => {
      if (await isStopping()) diskFull();
    };
    await play({ do: 'hide', who: 0, source: 'camera' });
    await until(() => problems.length > 0);
    assert.equal(opens(), 1);
    store.beforeAppend = () => undefined;
    clock.advance(250);
    await until(async () => (await count('recording.started')) === 2);
    assert.equal(await count('recording.stopped'), 1);
  });

  it('[RG4] closes when the chain cannot be read', async () => {
    await recording();
    store.read = () => Promise.reject(new Error('input/output error'));
    guard.reconsider(scribe.conversation);
    await until(() => recorder().got.some(({ type }) => type === 'close'));
    await until(() => problems.length > 0);
  });

  it('renews the lease four times a second', async () => {
    await until(() => recorder().got.some(({ type }) => type === 'renew'));
    const renewals = () => recorder().got.filter(({ type }) => type === 'renew').length;
    const before = renewals();
    clock.advance(1000);
    assert.equal(renewals() - before, 4);
  });

  it('says that nothing is recorded once the call is over', async () => {
    await recording();
    await play({ do: 'end' });
    await until(() => state() === 'off');
    assert.equal(bus.all('recording:changed').at(-1)?.now.state, 'off');
  });

  function hold() {
    return guard.hold(scribe.conversation, clock.monotonic());
  }

  /** Resolves after much more time than it takes to think through what was asked before. */
  async function guardSettled(): Promise<void> {
    for (let round = 0; round < 50; round++) await new Promise(setImmediate);
  }

  async function isStarting(): Promise<boolean> {
    return opens() > 0 && (await count('recording.started')) === 0;
  }

  async function isStopping(): Promise<boolean> {
    return (await count('media.removed')) > 0;
  }
});
