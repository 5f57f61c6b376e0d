import type { CallKind, MediaSource } from '@jawort/shared/domain/records';
import type { Devices } from '../host.ts';
import type { CallState } from '../types.ts';
import { DeviceUnavailable } from './device-unavailable.ts';
import { openCamera, openMedia } from './local-media.ts';
import type { MediaLink } from './media-link.ts';

/** What of a link is needed to send. */
export type SendingLink = Pick<MediaLink, 'has' | 'produce' | 'replace' | 'pause'>;

/** What of a call's state is one's own doing. */
export type OwnState = Pick<CallState, 'microphone' | 'camera' | 'cameraOn' | 'muted' | 'problem'>;

/** One's own microphone and camera, and what of them is sent; survives the links it is published on. */
export class OwnMedia {
  readonly #devices: Devices;
  readonly #onChange: (state: OwnState) => void;
  #state: OwnState = { microphone: null, camera: null, cameraOn: false, muted: false, problem: null };
  #link: SendingLink | null = null;
  #wantsCamera = false;
  #silenced = false;
  #closed = false;
  #last: Promise<void> = Promise.resolve();

  constructor(devices: Devices, onChange: (state: OwnState) => void) {
    this.#devices = devices;
    this.#onChange = onChange;
  }

  /**
   * Opens what a call of this kind needs.
   * @throws {DeviceUnavailable} where there is no usable microphone.
   */
  async open(kind: CallKind): Promise<void> {
    const opened = await openMedia(this.#devices, kind).catch((error: unknown) => {
      if (error instanceof DeviceUnavailable) this.#set({ problem: error.problem });
      throw error;
    });
    this.#wantsCamera = opened.camera !== null;
    this.#adopt({ ...opened, cameraOn: this.#wantsCamera });
  }

  /** Sends over `link` from now on. */
  async publish(link: SendingLink): Promise<void> {
    this.#link = link;
    await this.#apply();
  }

  /** Sends nowhere until published again. */
  unpublish(): void {
    this.#link = null;
  }

  /** Stops or resumes sending sound; at once, whatever the server says. */
  async setMuted(muted: boolean): Promise<void> {
    this.#set({ muted });
    this.#enable();
    await this.#apply();
  }

  /** Turns the camera off, its light too, or on again; where that fails, the state's `problem` says why. */
  async setCamera(on: boolean): Promise<void> {
    if (on === this.#wantsCamera) return;
    this.#wantsCamera = on;
    if (on) await this.#openCamera();
    else this.#closeCamera();
    await this.#apply();
  }

  /** Keeps every packet of one's own from leaving, or lets them go again (EV2). */
  async silence(silenced: boolean): Promise<void> {
    if (silenced === this.#silenced) return;
    this.#silenced = silenced;
    this.#enable();
    if (!silenced) return this.#apply();
    const link = this.#link;
    if (link) await Promise.all(sources.map((source) => link.replace(source, null)));
  }

  /** Lets go of microphone and camera. */
  close(): void {
    this.#closed = true;
    this.#link = null;
    this.#state.microphone?.stop();
    this.#closeCamera();
    this.#set({ microphone: null });
  }

  // The person may have turned it off again while being asked for permission.
  async #openCamera(): Promise<void> {
    try {
      const camera = await openCamera(this.#devices);
      if (this.#wantsCamera) this.#adopt({ camera, cameraOn: true, problem: null });
      else camera.stop();
    } catch (error) {
      this.#wantsCamera = false;
      if (!(error instanceof DeviceUnavailable)) throw error;
      this.#set({ problem: error.problem });
    }
  }

  #closeCamera(): void {
    this.#state.camera?.stop();
    this.#set({ camera: null, cameraOn: false });
  }

  // The call may have ended while the person was asked for permission.
  #adopt(opened: Partial<OwnState>): void {
    const tracks = [opened.microphone, opened.camera];
    for (const track of tracks) {
      if (this.#closed) track?.stop();
      else track?.addEventListener('ended', () => void this.#unplugged(track));
    }
    if (this.#closed) return;
    this.#set(opened);
    this.#enable();
  }

  async #unplugged(track: MediaStreamTrack): Promise<void> {
    if (track === this.#state.camera) {
      await this.setCamera(false);
      this.#set({ problem: 'missing' });
    }
    if (track === this.#state.microphone) await this.#replaceMicrophone();
  }

  async #replaceMicrophone(): Promise<void> {
    try {
      const { microphone } = await openMedia(this.#devices, 'voice');
      this.#adopt({ microphone });
    } catch {
      this.#set({ microphone: null, problem: 'missing' });
    }
    await this.#apply();
  }

  #enable(): void {
    const { microphone, camera, muted } = this.#state;
    if (microphone) microphone.enabled = !muted && !this.#silenced;
    if (camera) camera.enabled = !this.#silenced;
  }

  // One after the other, each to what is wanted by then. What fails on a link since given up is done on the next.
  #apply(): Promise<void> {
    const mine = this.#last.then(async () => {
      const link = this.#link;
      if (!link) return;
      await this.#applyTo(link).catch((error: unknown) => {
        if (link === this.#link) throw error;
      });
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #applyTo(link: SendingLink): Promise<void> {
    for (const source of sources) {
      const track = this.#silenced ? null : this.#state[source];
      if (link.has(source)) await link.replace(source, track);
      else if (track) await link.produce(source, track);
      await link.pause(source, source === 'camera' ? !this.#state.cameraOn : this.#state.muted);
    }
  }

  #set(change: Partial<OwnState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }
}

const sources = ['microphone', 'camera'] as const satisfies readonly MediaSource[];
