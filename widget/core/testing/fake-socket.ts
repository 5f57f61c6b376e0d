const handshake = { sid: 'engine', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1e6 };

/** The browser's WebSocket with a Socket.IO server at its other end that lets everybody in (Engine.IO 4, Socket.IO 5). */
export class FakeSocket {
  static all: readonly FakeSocket[] = [];
  readonly binaryType = 'arraybuffer';
  readonly bufferedAmount = 0;
  onopen: () => void = () => {};
  onmessage: (message: { readonly data: string }) => void = () => {};
  onclose: (event: object) => void = () => {};
  onerror: () => void = () => {};
  isClosed = false;

  constructor() {
    FakeSocket.all = [...FakeSocket.all, this];
    queueMicrotask(() => {
      this.onopen();
      this.#say(`0${JSON.stringify(handshake)}`);
    });
  }

  send(packet: string): void {
    const [, namespace] = /^40(\/\w+),/.exec(packet) ?? [];
    if (namespace) this.#say(`40${namespace},${JSON.stringify({ sid: 'socket' })}`);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Tells a notice to who has connected to `namespace`. */
  tell(namespace: string, name: string, notice: object): void {
    this.#say(`42${namespace},${JSON.stringify([name, notice])}`);
  }

  #say(data: string): void {
    queueMicrotask(() => this.onmessage({ data }));
  }
}
