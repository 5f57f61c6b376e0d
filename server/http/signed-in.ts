import type { Request, RequestHandler } from 'express';
import { JawortError } from '../error.ts';
import type { AgentRecord } from '../ports/store.ts';
import { sessionHashOf } from '../routing/session-cookie.ts';
import type { HttpParts } from './parts.ts';

/** The agent whose session the request's cookie names. */
export async function expectAgent(
  request: Request,
  { origin, signIn }: Pick<HttpParts, 'origin' | 'signIn'>,
): Promise<AgentRecord> {
  const agent = await signIn.who(sessionHashOf(request.headers.cookie, origin.startsWith('https:')));
  if (agent) return agent;
  throw new JawortError('ERR_NOT_SIGNED_IN', 'Sign in first.');
}

/** Refuses what a page elsewhere made a browser send: another origin, or a body that is not JSON. */
export function ownPagesOnly(origin: string): RequestHandler {
  return (request, _response, next) => {
    if (request.headers.origin !== origin)
      throw new JawortError('ERR_ORIGIN_NOT_ALLOWED', `Only pages of ${origin} may ask this.`);
    if (!request.is('application/json'))
      throw new JawortError('ERR_INVALID', 'The body must be JSON (Content-Type: application/json).');
    next();
  };
}
