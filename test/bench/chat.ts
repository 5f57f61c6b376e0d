import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { fresh } from '../support/fresh.ts';
import { startTestServer } from '../support/server.ts';
import { percentile, type Bench, type Figure } from './bench.ts';

const rounds = 400;
const warmUp = 50;
const text = 'Guten Tag, ich habe eine Frage zu Ihrer Stelle als Entwicklerin. Ist sie noch frei?';

/** A message's way to the acknowledgement and to the other side, against Socket.IO that keeps nothing. */
export const chat: Bench = {
  name: 'chat',
  about: 'A message committed and acknowledged, and at the other side, beside a bare Socket.IO echo.',
  run: async () => {
    const floor = await measureEcho();
    const ours = await measureServer();
    return [
      figure('acknowledged-p50', 0.5, ours.acknowledged, floor.acknowledged),
      figure('acknowledged-p99', 0.99, ours.acknowledged, floor.acknowledged),
      figure('delivered-p50', 0.5, ours.delivered, floor.delivered),
      figure('delivered-p99', 0.99, ours.delivered, floor.delivered),
    ];
  },
};

type Samples = { readonly acknowledged: readonly number[]; readonly delivered: readonly number[] };

function figure(name: string, share: number, ours: readonly number[], floor: readonly number[]): Figure {
  const against = { name: 'bare Socket.IO', value: percentile(floor, share) };
  return { name, value: percentile(ours, share), unit: 'ms', against };
}

async function measureEcho(): Promise<Samples> {
  const echo = fork(join(import.meta.dirname, 'bare-echo.ts'));
  const [port] = (await once(echo, 'message')) as [number];
  const connect = () =>
    io(`http://127.0.0.1:${port}`, { path: '/socket', transports: ['websocket'], forceNew: true });
  const [from, to] = [connect(), connect()];
  await Promise.all([next(from, 'connect'), next(to, 'connect')]);
  try {
    return await measure(from, to, () => ({ id: fresh.message(), text }));
  } finally {
    from.disconnect();
    to.disconnect();
    echo.disconnect();
  }
}

async function measureServer(): Promise<Samples> {
  const server = await startTestServer();
  const [visitor, agent] = [await server.openVisitor(), await server.signIn()];
  const { conversation } = visitor;
  try {
    await agent.party.ask('conversation:accept', { conversation });
    const message = () => ({ conversation, id: fresh.message(), text });
    return await measure(visitor.party.socket, agent.party.socket, message);
  } finally {
    visitor.party.close();
    agent.party.close();
    await server.close();
  }
}

async function measure(from: Socket, to: Socket, message: () => unknown): Promise<Samples> {
  const samples = { acknowledged: [] as number[], delivered: [] as number[] };
  for (let round = 0; round < warmUp + rounds; round++) {
    const start = performance.now();
    const elapsed = () => performance.now() - start;
    const delivered = next(to, 'message:posted').then(elapsed);
    const acknowledged = from.emitWithAck('message:send', message()).then(elapsed);
    const times = { acknowledged: await acknowledged, delivered: await delivered };
    if (round < warmUp) continue;
    samples.acknowledged.push(times.acknowledged);
    samples.delivered.push(times.delivered);
  }
  return samples;
}

function next(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) =>
    socket.once(event, () => {
      resolve();
    }),
  );
}
