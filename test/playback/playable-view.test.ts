import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openPlayable, type PlayableView } from '../../server/archive/playable-view.ts';
import { encodeCall, picture } from '../../server/recording/recorder/testing/encoded-call.ts';
import { memorySource } from '../../server/recording/recorder/testing/memory-source.ts';
import {
  arriving,
  byArrival,
  recordLeg,
  tracksOf,
} from '../../server/recording/recorder/testing/recorded-leg.ts';
import { launchChromium } from '../support/chromium.ts';

const firstPictureMs = 340;
const pause = { first: 30, end: 70 } as const;
const pauseMiddle = 1.1;
const afterPause = 1.8;

let browser: Browser;
let page: Page;
let server: Server;
let view: PlayableView;

before(async () => {
  view = await recordedCall();
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  server.close();
});

/** A tone that begins late and pauses, and a picture that begins later still. */
async function recordedCall(): Promise<PlayableView> {
  const call = await encodeCall('vp8', 6);
  const sound = arriving(call, 'audio', 100).filter((_, index) => index < pause.first || index >= pause.end);
  const { file } = recordLeg(byArrival(sound, arriving(call, 'video', firstPictureMs)), tracksOf('vp8'));
  const opened = await openPlayable(memorySource(file));
  assert.ok(opened !== undefined);
  return opened;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/') {
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><video src="/leg.webm" preload="auto"></video>');
    return;
  }
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to === '' ? view.size : Number(to) + 1;
  response.writeHead(206, {
    'content-type': view.mediaType,
    'accept-ranges': 'bytes',
    'content-range': `bytes ${start}-${end - 1}/${view.size}`,
    'content-length': end - start,
  });
  for await (const part of view.read(start, end)) response.write(part);
  response.end();
}

async function openPlayer(): Promise<void> {
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
}

test('Chromium knows how long a recording is and counts from the opening of its segment', async () => {
  await openPlayer();
  const player = await page.$eval('video', ({ duration, currentTime, videoWidth, videoHeight }) => ({
    duration,
    currentTime,
    size: { width: videoWidth, height: videoHeight },
  }));
  assert.deepEqual(player, { duration: view.durationMs / 1000, currentTime: 0, size: picture });
});

test('Chromium shows the picture of the moment it is sent to, forwards and backwards', async () => {
  await openPlayer();
  for (const target of [5.01, 2.5, 0.35, 4]) {
    const shown = await page.$eval(
      'video',
      async (player, time) => {
        const frame = new Promise<number>((resolve) => {
          player.requestVideoFrameCallback((_, { mediaTime }) => resolve(mediaTime));
        });
        player.currentTime = time;
        return frame;
      },
      target,
    );
    const expectedMs = firstPictureMs + 40 * Math.floor((target * 1000 - firstPictureMs) / 40);
    assert.equal(Math.round(shown * 1000), expectedMs);
  }
});

test('Chromium is silent where the sound paused and plays what came after it in its time', async () => {
  await openPlayer();
  const heard = await page.$eval(
    'video',
    async (player, moments) => {
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      context.createMediaElementSource(player).connect(analyser).connect(context.destination);
      const loudness: number[] = [];
      await player.play();
      for (const moment of moments) {
        while (player.currentTime < moment) await new Promise(requestAnimationFrame);
        const wave = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(wave);
        loudness.push(Math.max(...wave.map(Math.abs)));
      }
      return loudness;
    },
    [0.5, pauseMiddle, afterPause],
  );
  assert.deepEqual(
    heard.map((level) => level > 0.01),
    [true, false, true],
  );
});
