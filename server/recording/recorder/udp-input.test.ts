import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openUdpInput, type UdpInput } from './udp-input.ts';

const loopback = '127.0.0.1';

describe('the recorder’s socket', () => {
  const heard: string[] = [];
  let input: UdpInput;
  let known: Socket;
  let stranger: Socket;
  let news: PromiseWithResolvers<undefined>;

  beforeEach(async () => {
    heard.length = 0;
    news = Promise.withResolvers();
    input = await openUdpInput((bytes) => {
      heard.push(bytes.toString());
      news.resolve(undefined);
    });
    [known, stranger] = await Promise.all([boundSocket(), boundSocket()]);
  });
  afterEach(() => {
    input.close();
    known.close();
    stranger.close();
  });

  it('[RG9] hears the port that it was told, and no other', async () => {
    await input.hear(known.address().port);
    await send(stranger, 'stranger');
    await send(known, 'known');
    await news.promise;
    assert.deepEqual(heard, ['known']);
  });

  it('[RG9] does not hear either what another had sent before', async () => {
    await send(stranger, 'stranger');
    await input.hear(known.address().port);
    await send(known, 'known');
    await news.promise;
    assert.deepEqual(heard, ['known']);
  });

  it('may be closed twice', () => {
    input.close();
    assert.doesNotThrow(() => input.close());
  });

  function send(socket: Socket, text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    socket.send(text, input.port, loopback, () => resolve(undefined));
    return promise.then(() => undefined);
  }
});

async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4').on('error', () => undefined);
  socket.bind(0, loopback);
  await once(socket, 'listening');
  return socket;
}
