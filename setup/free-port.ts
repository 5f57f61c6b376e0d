import { once } from 'node:events';
import { createServer } from 'node:net';
import { SetupStop } from './setup-stop.ts';

/** Reads a port from the environment and makes sure that nobody listens there. */
export async function freePort(env: NodeJS.ProcessEnv, variable: string, standard: number): Promise<number> {
  const port = Number(env[variable] || standard);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupStop(`${variable} is "${env[variable] ?? ''}"; it must be a number from 1 to 65535.`);
  }
  const failure = await listenFailure(port);
  if (failure === undefined) return port;
  throw new SetupStop(
    `Port ${port} (${variable}) ${failure}. Choose another one, for example:\n\n  ${variable}=${port + 10} npm start\n`,
  );
}

async function listenFailure(port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port), 'listening');
  } catch (error) {
    return codeOf(error) === 'EACCES' ? 'is not open to this user' : 'is in use';
  }
  server.close();
  await once(server, 'close');
  return undefined;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
