import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SegmentId } from '@jawort/shared/domain/ids';
import { html } from 'lit';
import type { ConsoleApi } from '../api/console-api.ts';
import { callLine } from '../playback/call-line.ts';
import { wordsOf } from '../locales/words.ts';
import { hash, segmentId } from '../testing/builders.ts';
import { fakeApi, recordedSegment, timeline } from '../testing/fake-api.ts';
import { buttonOf, find, settled, show, textOf } from '../testing/stage.ts';
import type { ConsoleRecordings } from './recordings.ts';
import './recordings.ts';

const words = wordsOf('de');

async function shown(
  api: Partial<ConsoleApi> = {},
  chosen: SegmentId | null = null,
): Promise<ConsoleRecordings> {
  const silent = { legUrl: () => 'data:video/webm;base64,' };
  const element = await show<ConsoleRecordings>(
    html`<console-recordings .api=${fakeApi({ ...silent, ...api })} .chosen=${chosen}></console-recordings>`,
  );
  await new Promise(requestAnimationFrame);
  await settled(element);
  await settled(element);
  return element;
}

describe('the list of recordings', () => {
  it('says when there is none and how one comes about', async () => {
    const element = await shown({ recordings: async () => [] });
    expect(textOf(element)).to.include(words.recordings.emptyText);
    await expect(element).to.be.accessible();
  });

  it('says of each when, with whom, how long, what, and why it ended', async () => {
    const text = textOf(await shown());
    for (const part of ['Jana Köhler', '2:04', 'Ton, Bild', words.closedBy['consent.withdrawn']])
      expect(text).to.include(part);
  });

  it('says that it could not be loaded and tries again', async () => {
    let tries = 0;
    const recordings = () => (
      (tries += 1),
      tries === 1 ? Promise.reject(new TypeError('no')) : Promise.resolve([])
    );
    const element = await shown({ recordings });
    expect(textOf(element)).to.include(words.recordings.failed);
    buttonOf(element, words.retry)?.click();
    await settled(element);
    assert.equal(tries, 2);
  });

  it('says of one that still runs that it does', async () => {
    const running = recordedSegment({ stoppedAt: null, closedBy: null });
    expect(textOf(await shown({ recordings: async () => [running] }))).to.include(words.recordings.running);
  });
});

describe('a recording', () => {
  it('is accessible, with the events of its call in words', async () => {
    const element = await shown({}, segmentId(1));
    for (const text of [
      words.events.given('Jana Köhler'),
      words.events.withdrawn('Jana Köhler'),
      words.events.started,
    ])
      expect(textOf(element)).to.include(text);
    await expect(element).to.be.accessible();
  });

  it('marks the events at their place on the call’s line, the recorded stretch as a band', () => {
    const line = callLine(timeline(), recordedSegment());
    assert(line);
    const withdrawn = line.marks.find(({ entry }) => entry.body.type === 'consent.withdrawn');
    expect(withdrawn?.at).to.be.closeTo((214 - 40) / 300, 0.001);
    assert.equal(withdrawn?.seconds, 124);
    assert.deepEqual(line.bands, [{ segment: segmentId(1), from: 50 / 300, to: 174 / 300, isThis: true }]);
  });

  it('shows the checksums of its files only when they are asked for', async () => {
    const element = await shown({}, segmentId(1));
    const details = find(element, 'details', HTMLDetailsElement);
    assert.equal(details?.open, false);
    expect(textOf(element)).to.include(hash('A')).and.to.include(hash('D'));
  });

  it('says of a file that cannot be played that it cannot', async () => {
    const element = await shown({ legUrl: () => 'data:video/webm;base64,AAAA' }, segmentId(1));
    const video = find(element, 'video', HTMLVideoElement);
    video?.dispatchEvent(new Event('error'));
    await settled(element);
    expect(textOf(element)).to.include(words.player.broken);
  });

  it('changes its speed by keyboard', async () => {
    const element = await shown({}, segmentId(1));
    await sendKeys({ press: '>' });
    await settled(element);
    assert.equal(find(element, 'select', HTMLSelectElement)?.value, '1.25');
  });
});
