import { Router, type Request, type RequestHandler, type Response } from 'express';
import { JawortError } from '../error.ts';
import type { Site, Sites } from '../conversation/site.ts';
import type { HttpParts } from './parts.ts';

const aYear = 'public, max-age=31536000, immutable';

/** What pages of the sites may read without signing in: the site, the notices' words, the server's keys. */
export function siteRoutes({ sites, staffing, notices, keys, origin }: HttpParts): Router {
  const router = Router();
  router.use(['/api/sites', '/api/notices', '/api/keys'], readableFrom(sites, origin));
  router.get('/api/sites/:site', (request, response) => {
    const site = expectSite(sites, request.params.site);
    response.set('Cache-Control', 'no-store').json(toSiteInfo(site, staffing.isStaffed({ agent: null })));
  });
  router.get('/api/notices/:hash', async (request, response) => {
    const text = await notices.document(request.params.hash);
    if (text === null) throw new JawortError('ERR_NOT_FOUND', 'No notice has these bytes.');
    response.set('Cache-Control', aYear).type('application/json').send(Buffer.from(text));
  });
  router.get('/api/keys', (_request, response) => {
    response.json({ keys: [...keys].map(([kid, key]) => ({ ...key, kid, use: 'sig', alg: 'ES256' })) });
  });
  return router;
}

// Only pages of the sites, and our own, can read the answers; credentials are never let in.
function readableFrom(sites: Sites, own: string): RequestHandler {
  const known = new Set([own, ...[...sites.values()].flatMap(({ origins }) => origins)]);
  return (request: Request, response: Response, next) => {
    const { origin } = request.headers;
    response.vary('Origin').set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (origin !== undefined && known.has(origin)) response.set('Access-Control-Allow-Origin', origin);
    next();
  };
}

function expectSite(sites: Sites, id: string): Site {
  const site = sites.get(id);
  if (site) return site;
  throw new JawortError('ERR_SITE_UNKNOWN', `There is no site "${id.slice(0, 63)}" here.`, { field: 'site' });
}

function toSiteInfo({ id, name, accent, topics }: Site, staffed: boolean) {
  return { site: id, name, accent, topics, staffed };
}
