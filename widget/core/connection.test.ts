import { assert, waitUntil } from '@open-wc/testing';
import type { Connection } from './connection.ts';
import { fakeHost } from './testing/fake-host.ts';
import { FakeSocket } from './testing/fake-socket.ts';

// The Socket.IO client keeps the WebSocket that is there when it is loaded.
Object.assign(globalThis, { WebSocket: FakeSocket });
const { Connection: ConnectionOf } = await import('./connection.ts');

describe('a connection', () => {
  let connection: Connection;

  afterEach(() => connection.close());

  const becomes = (state: string) => waitUntil(() => connection.state.state === state);

  it('is made anew within half a second when the server says that it closes, not when the socket dies', async () => {
    const host = fakeHost();
    connection = new ConnectionOf(host, { namespace: '/visitor', auth: () => ({}) });
    await becomes('online');
    const [socket] = FakeSocket.all;
    socket?.tell('/visitor', 'server:closing', {});
    await becomes('offline');
    assert.equal(socket?.isClosed, true);
    assert.lengthOf(FakeSocket.all, 1);
    host.clock.advance(500);
    await becomes('online');
    assert.lengthOf(FakeSocket.all, 2);
  });
});
