import type { Devices } from '../core/host.ts';
import type { DeviceProblem } from '../core/types.ts';

/** A camera that sees a plain picture of this colour. */
export function fakeCamera(colour = '#3a6b57'): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  paint(canvas, colour);
  const [track] = canvas.captureStream(5).getVideoTracks();
  if (!track) throw new TypeError('the canvas gives no track');
  return track;
}

function paint(canvas: HTMLCanvasElement, colour: string): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = colour;
  context.fillRect(0, 0, 640, 480);
  context.fillStyle = 'rgb(255 255 255 / 0.85)';
  context.beginPath();
  context.arc(320, 200, 90, 0, 7);
  context.ellipse(320, 480, 190, 170, 0, 0, 7);
  context.fill();
}

/** A microphone that hears nothing. */
export function fakeMicrophone(): MediaStreamTrack {
  const [track] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
  if (!track) throw new TypeError('the audio context gives no track');
  return track;
}

/** Cameras and microphones that can be had, or that cannot, for this reason. */
export function fakeDevices(problem: DeviceProblem | null = null): Devices {
  return {
    problem,
    open: async ({ video }) => new MediaStream([fakeMicrophone(), ...(video ? [fakeCamera('#71503a')] : [])]),
    list: async () => [],
    onChange: () => () => {},
  };
}
