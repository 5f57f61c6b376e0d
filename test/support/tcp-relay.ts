import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a port that can swallow what comes back, and be cut. */
export interface TcpRelay {
  readonly port: number;
  /** From now on nothing that the far end says arrives. */
  swallowAnswers(): void;
  /** From now on nothing arrives at either end of the connections there are, and neither end is told; new ones work. */
  swallowAll(): void;
  /** Ends every connection; new ones work as they should. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a relay to `port` on this machine. */
export async function openTcpRelay(port: number): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  let pairs: { near: Socket; far: Socket }[] = [];
  const server = createServer((near) => {
    const far = connect(port, 'localhost');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    near.pipe(far);
    far.pipe(near);
    pairs.push({ near, far });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    pairs = [];
  };
  return {
    port: (server.address() as AddressInfo).port,
    swallowAnswers() {
      for (const { near, far } of pairs) far.unpipe(near).resume();
    },
    swallowAll() {
      for (const { near, far } of pairs) {
        far.unpipe(near).resume();
        near.unpipe(far).resume();
      }
      pairs = [];
    },
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
