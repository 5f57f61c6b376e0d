import type { CallKind } from '@jawort/shared/domain/records';
import type { Devices } from '../host.ts';
import type { DeviceProblem } from '../types.ts';
import { deviceProblemOf, DeviceUnavailable } from './device-unavailable.ts';

const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } as const;
const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } } as const;

/** What was opened; `problem` is what kept the camera closed. */
export type OpenedMedia = {
  readonly microphone: MediaStreamTrack;
  readonly camera: MediaStreamTrack | null;
  readonly problem: DeviceProblem | null;
};

/**
 * Opens what a call of this kind needs, with one question to the person; without a usable camera a video call goes on with voice.
 * @throws {DeviceUnavailable} where there is no usable microphone.
 */
export async function openMedia(devices: Devices, kind: CallKind): Promise<OpenedMedia> {
  if (devices.problem) throw new DeviceUnavailable(devices.problem);
  if (kind === 'voice') return { ...(await openVoice(devices)), problem: null };
  try {
    return { ...(await openTracks(devices, { audio, video })), problem: null };
  } catch (error) {
    return { ...(await openVoice(devices)), problem: deviceProblemOf(error) };
  }
}

/**
 * Opens a camera.
 * @throws {DeviceUnavailable} saying why there is none.
 */
export async function openCamera(devices: Devices): Promise<MediaStreamTrack> {
  try {
    const [track] = (await devices.open({ video })).getVideoTracks();
    if (track) return track;
  } catch (cause) {
    throw new DeviceUnavailable(deviceProblemOf(cause), { cause });
  }
  throw new DeviceUnavailable('missing');
}

async function openVoice(devices: Devices): Promise<Omit<OpenedMedia, 'problem'>> {
  try {
    return await openTracks(devices, { audio });
  } catch (cause) {
    throw new DeviceUnavailable(deviceProblemOf(cause), { cause });
  }
}

async function openTracks(devices: Devices, constraints: MediaStreamConstraints) {
  const stream = await devices.open(constraints);
  const [microphone] = stream.getAudioTracks();
  if (!microphone) throw new DeviceUnavailable('missing');
  return { microphone, camera: stream.getVideoTracks()[0] ?? null };
}
