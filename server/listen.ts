import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Config } from './config.ts';
import { JawortError } from './error.ts';

const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000 } as const;

/** A server that listens and answers nothing yet, and the port that it got. */
export async function listen({ tls, port, host }: Config): Promise<{ server: Server; port: number }> {
  const server = tls ? createHttpsServer({ ...tls, ...timeouts }) : createHttpServer(timeouts);
  try {
    server.listen({ port, ...(host !== null && { host }) });
    await once(server, 'listening');
  } catch (cause) {
    throw new JawortError('ERR_UNAVAILABLE', whyNot(cause, port), { cause });
  }
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : port };
}

function whyNot(cause: unknown, port: number): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`;
  if (code === 'EACCES')
    return `Port ${port} needs rights that this user does not have. Choose one above 1023: PORT=8080 npm start`;
  return `The server cannot listen on port ${port}: ${String(cause)}`;
}
