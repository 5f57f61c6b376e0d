import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const loopback = '127.0.0.1';
/** Some hundred milliseconds of many tracks, should the process be busy. */
const receiveBuffer = 4 * 1024 * 1024;

/** A loopback UDP socket that hears nobody until told whom. */
export interface UdpInput {
  readonly port: number;
  /** Lets the kernel pass only what comes from this loopback port. */
  hear(port: number): Promise<void>;
  /** Idempotent; nothing is delivered afterwards. */
  close(): void;
}

export type OpenInput = (deliver: (bytes: Buffer) => void) => Promise<UdpInput>;

export const openUdpInput: OpenInput = async (deliver) => {
  const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBuffer });
  socket.bind(0, loopback);
  await once(socket, 'listening');
  return new ConnectedInput(socket, deliver);
};

class ConnectedInput implements UdpInput {
  readonly port: number;
  readonly #socket: Socket;
  readonly #deliver: (bytes: Buffer) => void;
  #closed = false;

  constructor(socket: Socket, deliver: (bytes: Buffer) => void) {
    this.#socket = socket;
    this.#deliver = deliver;
    this.port = socket.address().port;
    // A refused datagram of our own comes back as an error; we send none that matter.
    socket.on('error', () => undefined);
  }

  async hear(port: number): Promise<void> {
    this.#socket.connect(port, loopback);
    await once(this.#socket, 'connect');
    if (this.#closed) return;
    // What others sent before the socket was connected still waits in the kernel.
    this.#socket.on('message', (bytes, sender) => {
      if (!this.#closed && sender.port === port) this.#deliver(bytes);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }
}
