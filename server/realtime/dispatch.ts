import type { Ack } from '@jawort/shared/protocol/ack';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { JawortError } from '../error.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Stage } from './stage.ts';
import { toRefusal } from './to-refusal.ts';

/** A connection as the dispatcher sees it; both change when a guest becomes a participant. */
export type Connection = { stage: Stage; person: string };

export type DispatchParts = { readonly limits: RateLimits; readonly log: Logger };

type Acknowledge = (ack: Ack<unknown>) => void;

/** Answers everything that comes over a socket: each request with one acknowledgement, and nothing without one. */
export function dispatch(socket: Socket, connection: Connection, parts: DispatchParts): void {
  socket.onAny((name: string, ...args: unknown[]) => {
    const acknowledge = args.pop();
    if (!isAcknowledge(acknowledge)) return;
    void answerOf(name, args, connection, parts).then(acknowledge);
  });
}

function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function';
}

async function answerOf(
  name: string,
  args: readonly unknown[],
  connection: Connection,
  { limits, log }: DispatchParts,
): Promise<Ack<unknown>> {
  try {
    await limits.take(connection.person, name);
    const answer = connection.stage.get(name);
    if (!answer) throw unknownEvent(name, connection.stage);
    if (args.length !== 1) throw new JawortError('ERR_INVALID', 'A request has exactly one argument.');
    return { ok: true, value: await answer(args[0]) };
  } catch (error) {
    return { ok: false, error: toRefusal(error, log) };
  }
}

function unknownEvent(name: string, stage: Stage): JawortError {
  const known = [...stage.keys()].join(', ');
  return new JawortError(
    'ERR_UNKNOWN_EVENT',
    `"${name.slice(0, 60)}" cannot be asked now; what can be: ${known}.`,
  );
}
