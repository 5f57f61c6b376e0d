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
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** The machine's own Chromium; with `media`, its camera and microphone show and sound just that. */
export async function launchChromium(media?: FakeMedia): Promise<Browser> {
  const files = media && (await writeMedia(media));
  const devices = files
    ? [`--use-file-for-fake-video-capture=${files.video}`, `--use-file-for-fake-audio-capture=${files.audio}`]
    : [];
  return chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: [...quiet, ...callable, ...devices],
  });
}
