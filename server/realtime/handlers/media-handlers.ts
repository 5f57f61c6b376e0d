import type { Calls } from '../../media/calls.ts';
import type { Handlers } from '../handler.ts';

/** Media of a call: each is a power of the seat that the asking connection has in it, and of no other. */
export function mediaHandlers(calls: Calls): Handlers {
  return {
    'media:connect': async ({ call, transport, dtlsParameters }, asker) => {
      await calls.seat(asker, call).connect(transport, dtlsParameters);
      return {};
    },
    'media:restart-ice': async ({ call, transport }, asker) => ({
      iceParameters: await calls.seat(asker, call).restartIce(transport),
    }),
    'media:produce': async ({ call, source, rtpParameters }, asker) => ({
      media: await calls.seat(asker, call).produce(source, rtpParameters),
    }),
    'media:pause': async ({ call, media, paused }, asker) => {
      await calls.seat(asker, call).pause(media, paused);
      return {};
    },
    'media:close': async ({ call, media }, asker) => {
      await calls.seat(asker, call).closeMedia(media);
      return {};
    },
    'media:consume': async ({ call, media, rtpCapabilities }, asker) =>
      calls.seat(asker, call).consume(media, rtpCapabilities),
    'media:resume': async ({ call, consumer }, asker) => {
      await calls.seat(asker, call).resume(consumer);
      return {};
    },
  };
}
