import { Login, type Me } from '@jawort/shared/protocol/http';
import { json, Router, type RequestHandler } from 'express';
import * as v from 'valibot';
import { JawortError } from '../error.ts';
import { networkOf } from '../network-of.ts';
import type { AgentRecord } from '../ports/store.ts';
import { sessionCookie, sessionHashOf } from '../routing/session-cookie.ts';
import type { HttpParts } from './parts.ts';
import { expectAgent, ownPagesOnly } from './signed-in.ts';

/** Signing in and out, and who one is. */
export function signInRoutes(parts: HttpParts): Router {
  const { signIn, origin, onSignedOut } = parts;
  const secure = origin.startsWith('https:');
  const router = Router();
  const ownPages: RequestHandler[] = [ownPagesOnly(origin), json({ limit: '4kb' })];
  router.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.post('/api/login', ...ownPages, async (request, response) => {
    const { login, password } = parseLogin(request.body);
    const { agent, secret } = await signIn.signIn(login, password, networkOf(request.ip ?? ''));
    response.set('Set-Cookie', sessionCookie(secret, secure)).json(toMe(agent));
  });
  router.post('/api/logout', ...ownPages, async (request, response) => {
    const session = sessionHashOf(request.headers.cookie, secure);
    if (session !== null) {
      await signIn.signOut(session);
      onSignedOut(session);
    }
    response.set('Set-Cookie', sessionCookie(null, secure)).json({});
  });
  router.get('/api/me', async (request, response) => {
    response.json(toMe(await expectAgent(request, parts)));
  });
  return router;
}

function parseLogin(body: unknown): Login {
  const parsed = v.safeParse(Login, body);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  throw new JawortError('ERR_INVALID', parsed.issues[0].message, field ? { field } : {});
}

function toMe({ id, login, name }: AgentRecord): Me {
  return { agent: id, login, name };
}
