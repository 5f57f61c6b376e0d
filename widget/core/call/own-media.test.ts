import type { MediaSource } from '@jawort/shared/domain/records';
import { assert } from '@open-wc/testing';
import { fakeCamera, fakeDevices, fakeMicrophone } from '../../testing/fake-media.ts';
import type { Devices } from '../host.ts';
import { OwnMedia, type OwnState, type SendingLink } from './own-media.ts';

/** A link that remembers what it sends. */
function fakeLink() {
  const sending = new Map<MediaSource, MediaStreamTrack | null>();
  const paused = new Map<MediaSource, boolean>();
  const send = (source: MediaSource, track: MediaStreamTrack | null) => {
    sending.set(source, track);
    return Promise.resolve();
  };
  const link: SendingLink = {
    has: (source) => sending.has(source),
    produce: send,
    replace: send,
    pause: (source, now) => {
      paused.set(source, now);
      return Promise.resolve();
    },
  };
  return { link, paused, sending };
}

function setUp(devices: Devices = fakeDevices()) {
  let latest: OwnState | null = null;
  const own = new OwnMedia(devices, (state) => (latest = state));
  const state = (): OwnState => {
    assert.isTrue(latest !== null);
    return latest as unknown as OwnState;
  };
  return { own, state };
}

const refuse = (name: string) => Promise.reject(new DOMException('', name));

describe('one’s own media', () => {
  it('goes on with voice where there is no camera', async () => {
    const open: Devices['open'] = ({ video }) =>
      video ? refuse('NotFoundError') : Promise.resolve(new MediaStream([fakeMicrophone()]));
    const { own, state } = setUp({ ...fakeDevices(), open });
    await own.open('video');
    assert.isFalse(state().cameraOn);
    assert.equal(state().problem, 'missing');
    assert.isTrue(state().microphone !== null);
  });

  for (const [name, problem] of [
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'in-use'],
  ] as const) {
    it(`says ${problem} when the browser says ${name}`, async () => {
      const { own, state } = setUp({ ...fakeDevices(), open: () => refuse(name) });
      await own.open('voice').catch(() => undefined);
      assert.equal(state().problem, problem);
    });
  }

  it('says so at once on an origin that browsers give no camera to', async () => {
    const { own, state } = setUp(fakeDevices('insecure-origin'));
    await own.open('video').catch(() => undefined);
    assert.equal(state().problem, 'insecure-origin');
  });

  it('turns the camera’s light off with the camera, and sends another track when it is on again', async () => {
    const { own, state } = setUp();
    const { link, paused, sending } = fakeLink();
    await own.open('video');
    await own.publish(link);
    const { camera } = state();
    await own.setCamera(false);
    assert.equal(camera?.readyState, 'ended');
    assert.isTrue(sending.get('camera') === null);
    assert.isTrue(paused.get('camera'));
    await own.setCamera(true);
    assert.isTrue(sending.get('camera') === state().camera && state().camera !== null);
    assert.isFalse(paused.get('camera'));
  });

  it('leaves the camera off that was turned off again while the browser asked', async () => {
    let answer = (_stream: MediaStream) => {};
    const asking = new Promise<MediaStream>((resolve) => (answer = resolve));
    const open: Devices['open'] = ({ video }) =>
      video ? asking : Promise.resolve(new MediaStream([fakeMicrophone()]));
    const { own, state } = setUp({ ...fakeDevices(), open });
    await own.open('voice');
    const turning = own.setCamera(true);
    await own.setCamera(false);
    const camera = fakeCamera();
    answer(new MediaStream([camera]));
    await turning;
    assert.equal(camera.readyState, 'ended');
    assert.isFalse(state().cameraOn);
  });

  it('stays muted on a new link', async () => {
    const { own, state } = setUp();
    await own.open('voice');
    await own.setMuted(true);
    const { link, paused } = fakeLink();
    await own.publish(link);
    assert.isTrue(paused.get('microphone'));
    assert.isFalse(state().microphone?.enabled);
  });

  it('[EV2] sends not one packet while silenced, not even over a new link', async () => {
    const { own, state } = setUp();
    const first = fakeLink();
    await own.open('video');
    await own.publish(first.link);
    await own.silence(true);
    assert.deepEqual([...first.sending.values()], [null, null]);
    const second = fakeLink();
    await own.publish(second.link);
    await own.setCamera(false);
    await own.setCamera(true);
    assert.equal(second.sending.size, 0);
    assert.isFalse(state().microphone?.enabled);
    await own.silence(false);
    assert.isTrue(second.sending.get('camera') === state().camera);
    assert.isTrue(state().microphone?.enabled);
  });

  it('lets go of both when the call is over', async () => {
    const { own, state } = setUp();
    await own.open('video');
    const { camera, microphone } = state();
    own.close();
    assert.deepEqual([camera?.readyState, microphone?.readyState], ['ended', 'ended']);
  });
});
