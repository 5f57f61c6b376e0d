import express, { type Express } from 'express';
import { archiveRoutes } from './archive-routes.ts';
import { healthRoutes } from './health-routes.ts';
import type { HttpParts } from './parts.ts';
import { answerProblems, notFound } from './problem.ts';
import { identify, secureHeaders } from './secure-headers.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { siteRoutes } from './site-routes.ts';
import { staticRoutes } from './static-routes.ts';

/** Everything that is answered over HTTP. */
export function httpApp(parts: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', parts.trustedProxies);
  app.use(identify(parts.ids), secureHeaders(parts.origin));
  app.use(
    healthRoutes(parts),
    siteRoutes(parts),
    signInRoutes(parts),
    archiveRoutes(parts),
    staticRoutes(parts),
  );
  app.use(notFound);
  app.use(answerProblems(parts.log));
  return app;
}
