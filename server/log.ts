import { pino, type DestinationStream, type LogFn, type Logger } from 'pino';

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
      hooks: { logMethod: logWithoutMessageOfError },
      serializers: { err: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** What reports a problem with `subject` to whoever runs the server. */
export function problemsOf(log: Logger, subject: string): (problem: string, err?: unknown) => void {
  return (problem, err) => {
    log.error({ problem, err }, `${subject} needs a look`);
  };
}

function keepAllowed(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name === 'err' || allowed.has(name)));
}

// Where a program gives no text pino would take the error's message for it.
function logWithoutMessageOfError(this: Logger, args: Parameters<LogFn>, log: LogFn): void {
  const [first, ...others] = args;
  log.apply(this, typeof first === 'object' && others.length === 0 ? [first, ''] : args);
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

// A stack begins with the message, whose own lines may look like frames.
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const from = stack.indexOf(message);
  const frames = from === -1 ? stack : stack.slice(from + message.length);
  const lines = frames.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, 12);
}
