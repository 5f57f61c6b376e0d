import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Ids } from '../ports/ids.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Names the request in the log and in the `X-Request-Id` header of its answer. */
    id: string;
  }
}

/** Gives each request an id. */
export function identify(ids: Ids): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    request.id = ids.next();
    response.set('X-Request-Id', request.id);
    next();
  };
}

/** What browsers are told of every answer: no framing, no guessing of types, scripts of our own only. */
export function secureHeaders(origin: string): RequestHandler {
  const secure = origin.startsWith('https:');
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives(origin, secure) },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  });
}

function directives(origin: string, secure: boolean): Record<string, string[]> {
  const sockets = origin.replace(/^http/, 'ws');
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'", sockets],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    ...(secure && { upgradeInsecureRequests: [] }),
  };
}
