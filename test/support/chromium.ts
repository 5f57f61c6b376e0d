import { chromium, type Browser } from 'playwright-core';
import { writeMedia, type FakeMedia } from './known-media.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const callable = [
  '--autoplay-policy=no-user-gesture-required',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];
const fakeDevices = '--use-fake-device-for-media-stream';
const permitted = '--use-fake-ui-for-media-stream';

/** What a browser has for a camera and a microphone: nothing, something it keeps back, any picture and sound, or just these. */
export type ChromiumMedia = 'none' | 'refused' | 'any' | FakeMedia;

/** The machine's own Chromium, with more options where a test needs them. */
export async function launchChromium(
  media: ChromiumMedia = 'any',
  options: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: [...quiet, ...callable, ...(await devices(media)), ...options],
  });
}

async function devices(media: ChromiumMedia): Promise<readonly string[]> {
  switch (media) {
    case 'none':
      return [permitted];
    case 'refused':
      return [fakeDevices];
    case 'any':
      return [fakeDevices, permitted];
    default: {
      const { video, audio } = await writeMedia(media);
      const files = [
        `--use-file-for-fake-video-capture=${video}`,
        `--use-file-for-fake-audio-capture=${audio}`,
      ];
      return [fakeDevices, permitted, ...files];
    }
  }
}
