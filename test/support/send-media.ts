import type { CallJoined } from '@jawort/shared/protocol/media';
import { MediaLink } from '@jawort/widget/core/call/media-link';
import type { Clock } from '@jawort/widget/core/host';
import type { Wire } from '@jawort/widget/core/wire';
import type { InCall } from './headless-party.ts';

declare global {
  interface Window {
    /** Has the party in the test process ask the server. */
    askServer: Wire['request'];
    /** Sends this page's microphone and camera into a call. */
    sendMedia(joined: CallJoined, at: InCall): Promise<void>;
  }
}

const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Requests go by way of the test process; a link needs nothing else of a wire. */
const wire: Wire = {
  state: { state: 'online' },
  subscribe: () => () => undefined,
  request: (name, input) => window.askServer(name, input),
  on: () => () => undefined,
  reconnect: () => undefined,
};

window.sendMedia = async (joined, at) => {
  const told = { onUp: () => undefined, onBroken: () => undefined };
  const link = await MediaLink.open({ clock, wire, at, ...told }, joined);
  const media = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 320, height: 240 },
  });
  for (const track of media.getTracks())
    await link.produce(track.kind === 'audio' ? 'microphone' : 'camera', track);
};
