import type { Refusal } from '@jawort/shared/protocol/ack';
import type { Logger } from 'pino';
import { JawortError } from '../error.ts';

/** What a client is told of an error. What was not foreseen is noted in the log and told without its details. */
export function toRefusal(error: unknown, log: Logger): Refusal {
  if (!(error instanceof JawortError)) return unforeseen(error, log);
  if (error.cause !== undefined) log.error({ err: error }, 'a request failed');
  return { code: error.code, message: error.message, ...error.detail };
}

function unforeseen(error: unknown, log: Logger): Refusal {
  log.error({ err: error }, 'a request failed in a way nobody foresaw');
  return { code: 'ERR_INTERNAL', message: 'The server could not do this. Its log says why.' };
}
