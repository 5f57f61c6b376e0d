import { fork, type ChildProcess } from 'node:child_process';
import * as v from 'valibot';
import { FromRecorder, type ToRecorder } from './recorder/messages.ts';

const program = new URL('./recorder/main.ts', import.meta.url);

/** A running recorder. */
export interface RecorderProcess {
  readonly pid: number | undefined;
  /** MAY be lost when the process is dying; its end is told in any case. */
  send(message: ToRecorder): void;
  /** Ends it at once; `onGone` is told when it has. */
  kill(): void;
  /** Lets it end by itself, as if main were gone. */
  disconnect(): void;
}

export type RecorderListener = {
  readonly onMessage: (message: FromRecorder) => void;
  /** Told exactly once, when nothing of the process is left. */
  readonly onGone: () => void;
};

export type SpawnRecorder = (listener: RecorderListener) => RecorderProcess;

/** What the recorder reads and writes, as paths: it takes nothing of this from main's messages. */
export type RecorderPaths = {
  readonly database: string;
  readonly keys: string;
  readonly recordings: string;
};

/** Starts recorders as processes of their own, with nothing of main's environment. */
export function forkRecorder({ database, keys, recordings }: RecorderPaths): SpawnRecorder {
  return (listener) => {
    const child = fork(program, [database, keys, recordings], {
      env: {},
      execArgv: [],
      serialization: 'json',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    listen(child, listener);
    return {
      pid: child.pid,
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      kill: () => void child.kill('SIGKILL'),
      disconnect: () => {
        if (child.connected) child.disconnect();
      },
    };
  };
}

function listen(child: ChildProcess, { onMessage, onGone }: RecorderListener): void {
  let gone = false;
  const goOnce = () => {
    if (gone) return;
    gone = true;
    onGone();
  };
  child.on('message', (message) => {
    const parsed = v.safeParse(FromRecorder, message);
    if (parsed.success) onMessage(parsed.output);
    else child.kill('SIGKILL');
  });
  child.on('exit', goOnce);
  // Where it could not even be started there is no exit; where it could not be killed there will be one.
  child.on('error', () => {
    if (child.pid === undefined) goOnce();
  });
}
