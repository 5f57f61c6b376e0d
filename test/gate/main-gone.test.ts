import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { on, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { until } from '../support/until.ts';
import type { FromForeignMain } from './foreign-main.ts';
import { Talker } from './talker.ts';
import { keyOf, writtenMarks } from './written.ts';

const loopback = '127.0.0.1';

describe('a recorder whose main process is gone', () => {
  let main: ChildProcess;
  let socket: Socket;
  let talkers: readonly Talker[];
  let recorder: number;
  let folder: string;

  beforeEach(async () => {
    socket = createSocket('udp4').on('error', () => undefined);
    socket.bind(0, loopback);
    await once(socket, 'listening');
    main = fork(join(import.meta.dirname, 'foreign-main.ts'), [String(socket.address().port)]);
    const { target } = await heard(main, 'tapped');
    socket.connect(target, loopback);
    await once(socket, 'connect');
    talkers = [0, 1].map((who) => talkInto(socket, who));
    ({ recorder, folder } = await heard(main, 'recording'));
    await talkFor(1200);
  });

  afterEach(async () => {
    for (const talker of talkers) talker.stop();
    main.kill('SIGKILL');
    await until(() => !isAlive(recorder));
    socket.close();
    await rm(folder, { recursive: true });
  });

  it('[RG9] is gone within a second after main was killed, and has written nothing that came afterwards', async () => {
    const killed = process.hrtime.bigint();
    main.kill('SIGKILL');
    await until(() => !isAlive(recorder));
    assert.ok(msSince(killed) < 1000, `gone after ${msSince(killed)} ms`);
    await expectNothingAfter(killed);
  });

  it('[RG9] closes within a second after main stopped renewing its lease, and has written nothing that came afterwards', async () => {
    const stopped = process.hrtime.bigint();
    main.kill('SIGSTOP');
    // The kernel says of the next packet that nobody listens any more.
    await once(socket, 'error');
    assert.ok(msSince(stopped) < 1100, `closed after ${msSince(stopped)} ms`);
    assert.ok(isAlive(recorder));
    await expectNothingAfter(stopped);
  });

  async function expectNothingAfter(time: bigint): Promise<void> {
    const written = new Set((await writtenMarks(join(folder, 'recordings'))).map(keyOf));
    const sent = talkers.flatMap((talker) => talker.sent);
    assert.ok(written.size > 50, `${written.size} packets written`);
    assert.deepEqual(
      sent.filter((packet) => packet.at > time && written.has(keyOf(packet))),
      [],
    );
  }

  async function talkFor(ms: number): Promise<void> {
    const began = process.hrtime.bigint();
    while (msSince(began) < ms) await talkers[0]?.nextPacket();
  }
});

async function heard<Type extends FromForeignMain['type']>(
  main: ChildProcess,
  type: Type,
): Promise<Extract<FromForeignMain, { type: Type }>> {
  for await (const [message] of on(main, 'message', { close: ['exit'] }) as AsyncIterable<
    [FromForeignMain]
  >) {
    if (message.type === type) return message as Extract<FromForeignMain, { type: Type }>;
  }
  throw new Error('main ended');
}

function talkInto(socket: Socket, who: number): Talker {
  const ssrc = { audio: 1000 + who * 2, video: 1001 + who * 2 };
  return new Talker({ leg: who * 2, ssrc, send: (_kind, packet) => socket.send(packet, () => undefined) });
}

// A process that has ended and that nobody has asked for is not alive.
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function msSince(time: bigint): number {
  return Number(process.hrtime.bigint() - time) / 1e6;
}
