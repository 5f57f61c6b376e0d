import { pino, type DestinationStream, type Logger } from 'pino';

/** Fields that may be logged as they are; whatever else a program hands over is left out. */
const allowed = new Set([
  'agents',
  'attempt',
  'bytes',
  'call',
  'code',
  'conversation',
  'detail',
  'name',
  'origin',
  'pid',
  'port',
  'problem',
  'reason',
  'requestId',
  'segment',
  'signal',
]);

/** The server's log: no text, names of people, tokens, cookies or addresses ever get into it. */
export function openLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      formatters: { log: (fields) => keepAllowed(fields) },
      serializers: { err: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

function keepAllowed(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name === 'err' || allowed.has(name)));
}

/** What an error is and where it came from, without what it says: messages may quote what people wrote. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    code: 'code' in error ? error.code : undefined,
    reason: 'errstr' in error ? error.errstr : undefined,
    stack: framesOf(error),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function framesOf({ stack }: Error): readonly string[] {
  const lines = (stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, 12);
}
