import type { Page } from 'playwright-core';
import type { KnownMedia } from '../support/known-media.ts';

/** Resolves when a page shows a known picture and plays a known tone, both of them live for so many seconds. */
export async function plays(page: Page, media: KnownMedia, seconds = 1): Promise<void> {
  const { quadrants, hertz } = media;
  await page.evaluate(watchAndListen, { quadrants, hertz, seconds });
}

// Runs in the page, so it can use nothing of this file.
async function watchAndListen({
  quadrants,
  hertz,
  seconds,
}: Pick<KnownMedia, 'quadrants' | 'hertz'> & { readonly seconds: number }): Promise<void> {
  const context = new AudioContext();
  const canvas = new OffscreenCanvas(2, 2);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const begun = new Map<HTMLVideoElement, number>();
  const listeners = new Map<MediaStreamTrack, AnalyserNode>();

  const mediaIn = (root: Document | ShadowRoot): HTMLMediaElement[] =>
    [...root.querySelectorAll('*')].flatMap((one) => [
      ...(one instanceof HTMLMediaElement ? [one] : []),
      ...(one.shadowRoot ? mediaIn(one.shadowRoot) : []),
    ]);

  const showsIt = (video: HTMLVideoElement): boolean => {
    pen?.drawImage(video, 0, 0, 2, 2);
    const pixels = pen?.getImageData(0, 0, 2, 2).data ?? [];
    return quadrants.every((colour, at) =>
      colour.every((value, channel) => Math.abs(value - (pixels[at * 4 + channel] ?? 0)) < 60),
    );
  };

  const isSeen = (): boolean =>
    mediaIn(document).some((one) => {
      if (!(one instanceof HTMLVideoElement) || one.paused || !showsIt(one)) return false;
      const since = begun.get(one) ?? one.currentTime;
      begun.set(one, since);
      return one.currentTime - since >= seconds;
    });

  const analyserOf = (track: MediaStreamTrack): AnalyserNode => {
    const known = listeners.get(track);
    if (known) return known;
    const analyser = new AnalyserNode(context, { fftSize: 8192 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    listeners.set(track, analyser);
    return analyser;
  };

  const playsIt = (track: MediaStreamTrack): boolean => {
    const analyser = analyserOf(track);
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    const width = context.sampleRate / analyser.fftSize;
    return Math.abs(loudest * width - hertz) < 2 * width;
  };

  const isHeard = (): boolean =>
    mediaIn(document)
      .filter(({ muted, paused, srcObject }) => !muted && !paused && srcObject instanceof MediaStream)
      .flatMap(({ srcObject }) => (srcObject instanceof MediaStream ? srcObject.getAudioTracks() : []))
      .some(playsIt);

  try {
    while (!(isSeen() && isHeard())) await new Promise(requestAnimationFrame);
  } finally {
    await context.close();
  }
}
