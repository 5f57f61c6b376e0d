import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Served = { readonly url: string; readonly close: () => Promise<void> };

/** Lets a listener answer on a free port of this machine. */
export async function serveListener(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server[Symbol.asyncDispose]() };
}
