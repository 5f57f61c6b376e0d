import { createWorker } from 'mediasoup';
import type { Router, TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types';
import { mediaCodecs } from './codecs.ts';

/** Where browsers reach one worker. */
export type WorkerAddress = {
  readonly listenIp: string;
  /** What browsers are told instead, behind NAT or in a container. */
  readonly announcedAddress?: string | undefined;
  /** One UDP and one TCP port of this number; any free ones when absent. */
  readonly port?: number | undefined;
};

/** A mediasoup worker process with the sockets that all its calls share. */
export class MediaWorker {
  readonly #worker: Worker;
  readonly webRtcServer: WebRtcServer;
  readonly routers = new Set<Router>();

  private constructor(worker: Worker, webRtcServer: WebRtcServer) {
    this.#worker = worker;
    this.webRtcServer = webRtcServer;
  }

  static async start(address: WorkerAddress): Promise<MediaWorker> {
    const worker = await createWorker({ logLevel: 'error' });
    try {
      const webRtcServer = await worker.createWebRtcServer({
        listenInfos: [listenInfo('udp', address), listenInfo('tcp', address)],
      });
      return new MediaWorker(worker, webRtcServer);
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  get pid(): number {
    return this.#worker.pid;
  }

  /** Told once when the process ended without having been closed. */
  onDied(listener: () => void): void {
    if (this.#worker.died) listener();
    else this.#worker.once('died', listener);
  }

  async createRouter(): Promise<Router> {
    const router = await this.#worker.createRouter({ mediaCodecs });
    this.routers.add(router);
    router.observer.once('close', () => this.routers.delete(router));
    return router;
  }

  close(): void {
    this.#worker.close();
  }
}

function listenInfo(protocol: 'udp' | 'tcp', address: WorkerAddress): TransportListenInfo {
  const { listenIp, announcedAddress, port } = address;
  return {
    protocol,
    ip: listenIp,
    ...(announcedAddress !== undefined && { announcedAddress }),
    ...(port !== undefined && { port }),
  };
}
