import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import type { FromForeignMain } from './foreign-main.ts';
import { Talker } from './talker.ts';

const loopback = '127.0.0.1';
const program = join(import.meta.dirname, 'foreign-main.ts');

/** A recorded call whose main process is another than the test's, while the media is the test's own. */
export class ForeignCall {
  readonly main: ChildProcess;
  readonly talkers: readonly Talker[];
  /** Process id of the recorder. */
  readonly recorder: number;
  /** Everything that main and recorder keep. */
  readonly folder: string;
  readonly socket: Socket;

  private constructor(parts: Pick<ForeignCall, 'main' | 'talkers' | 'recorder' | 'folder' | 'socket'>) {
    this.main = parts.main;
    this.talkers = parts.talkers;
    this.recorder = parts.recorder;
    this.folder = parts.folder;
    this.socket = parts.socket;
  }

  /** Resolves when it is being recorded; `under` is a program to run main under. */
  static async start(under: readonly string[] = []): Promise<ForeignCall> {
    const socket = createSocket('udp4').on('error', () => undefined);
    socket.bind(0, loopback);
    await once(socket, 'listening');
    const main = spawnMain(under, socket.address().port);
    const ears = new Ears(main);
    const { target } = await ears.hear('tapped');
    socket.connect(target, loopback);
    await once(socket, 'connect');
    const talkers = [0, 1].map((who) => talkInto(socket, who));
    const { recorder, folder } = await ears.hear('recording');
    return new ForeignCall({ main, talkers, recorder, folder, socket });
  }

  async talkFor(ms: number): Promise<void> {
    const began = process.hrtime.bigint();
    while (process.hrtime.bigint() - began < BigInt(ms) * 1_000_000n) await this.talkers[0]?.nextPacket();
  }

  /** Has main end the call and then itself, in order. */
  async hangUp(): Promise<void> {
    const gone = once(this.main, 'exit');
    this.main.send('hang up');
    await gone;
  }

  async close(): Promise<void> {
    for (const talker of this.talkers) talker.stop();
    this.main.kill('SIGKILL');
    await until(() => !isAlive(this.recorder));
    this.socket.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

// A process that has ended and that nobody has asked for is not alive.
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function spawnMain(under: readonly string[], sender: number): ChildProcess {
  const [first, ...more] = under;
  const own = [program, String(sender)];
  const [command, args] = first ? [first, [...more, process.execPath, ...own]] : [process.execPath, own];
  return spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** What a main process says, none of it lost while the test is busy. */
class Ears {
  readonly #main: ChildProcess;
  readonly #said: FromForeignMain[] = [];

  constructor(main: ChildProcess) {
    this.#main = main;
    main.on('message', (message) => this.#said.push(message as FromForeignMain));
  }

  async hear<Type extends FromForeignMain['type']>(
    type: Type,
  ): Promise<Extract<FromForeignMain, { type: Type }>> {
    for (;;) {
      const found = this.#said.find((message) => message.type === type);
      if (found) return found as Extract<FromForeignMain, { type: Type }>;
      if (this.#main.exitCode !== null) throw new Error('main ended');
      await Promise.race([once(this.#main, 'message'), once(this.#main, 'exit')]);
    }
  }
}

function talkInto(socket: Socket, who: number): Talker {
  const ssrc = { audio: 1000 + who * 2, video: 1001 + who * 2 };
  return new Talker({ leg: who * 2, ssrc, send: (_kind, packet) => socket.send(packet, () => undefined) });
}
