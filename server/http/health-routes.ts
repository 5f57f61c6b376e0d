import { Router } from 'express';
import type { HttpParts } from './parts.ts';

/** `/healthz`: the process lives. `/readyz`: it can do its work. */
export function healthRoutes({ checkReady }: Pick<HttpParts, 'checkReady'>): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    await checkReady();
    response.json({ status: 'ready' });
  });
  return router;
}
