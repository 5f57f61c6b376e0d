import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { freePort } from './free-port.ts';

async function occupiedPort() {
  const server = createServer();
  await once(server.listen(0), 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('a port', () => {
  it('that is in use is told with the variable to set and the command to type', async () => {
    await using occupied = await occupiedPort();
    const { port } = occupied;
    await assert.rejects(freePort({}, 'EXAMPLE_PORT', port), {
      name: 'SetupStop',
      message: new RegExp(
        `^Port ${port} \\(EXAMPLE_PORT\\) is in use[^]*EXAMPLE_PORT=${port + 10} npm start`,
      ),
    });
  });

  it('comes from the environment, and is the standard one where that is empty', async () => {
    const { port } = await occupiedPort().then(async (occupied) => {
      await occupied[Symbol.asyncDispose]();
      return occupied;
    });
    assert.equal(await freePort({ PORT: String(port) }, 'PORT', 1), port);
    assert.equal(await freePort({ PORT: '' }, 'PORT', port), port);
  });

  it('must be a number that can be a port', async () => {
    await assert.rejects(freePort({ PORT: 'http' }, 'PORT', 8080), /PORT is "http"; it must be a number/);
    await assert.rejects(freePort({ PORT: '70000' }, 'PORT', 8080), /from 1 to 65535/);
  });
});
