import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '@jawort/shared/protocol/ack';
import type { Problem } from '@jawort/shared/protocol/http';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { JawortError } from '../error.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  ERR_INVALID: 400,
  ERR_NOT_SIGNED_IN: 401,
  ERR_LOGIN_FAILED: 401,
  ERR_ORIGIN_NOT_ALLOWED: 403,
  ERR_SITE_UNKNOWN: 404,
  ERR_NOT_FOUND: 404,
  ERR_TOO_LARGE: 413,
  ERR_RATE_LIMITED: 429,
  ERR_INTERNAL: 500,
  ERR_STORE_FAILED: 503,
  ERR_UNAVAILABLE: 503,
};

/** Answers errors as `application/problem+json` (RFC 9457). */
export function answerProblems(log: Logger) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = toJawortError(error);
    if (known.cause !== undefined) log.error({ err: known, requestId: request.id }, 'a request failed');
    send(response, known);
  };
}

/** Answers what no route has. */
export function notFound(_request: Request, response: Response): void {
  send(response, new JawortError('ERR_NOT_FOUND', 'There is nothing at this address.'));
}

function send(response: Response, { code, message, detail }: JawortError): void {
  const status = statuses[code] ?? 400;
  const { field, retryAfterMs } = detail;
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(field !== undefined && { field }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

function toJawortError(error: unknown): JawortError {
  if (error instanceof JawortError) return error;
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  if (status === 413) return new JawortError('ERR_TOO_LARGE', 'The body is too large.');
  if (status === 404) return new JawortError('ERR_NOT_FOUND', 'There is nothing at this address.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new JawortError('ERR_INVALID', 'The request is malformed.');
  return new JawortError('ERR_INTERNAL', 'The server could not do this. Its log says why.', { cause: error });
}
