import { Router, type Request, type RequestHandler, type Response } from 'express';
import { JawortError } from '../error.ts';
import type { Site, Sites } from '../conversation/site.ts';
import { notOfSite, unknownSite } from '../conversation/site-refusals.ts';
import type { HttpParts } from './parts.ts';

const aYear = 'public, max-age=31536000, immutable';

/** What pages of the sites may read without signing in: the site, the notices' words, the server's keys. */
export function siteRoutes({ sites, staffing, notices, keys, origin }: HttpParts): Router {
  const router = Router();
  router.use(['/api/sites', '/api/notices', '/api/keys'], readableFrom(sites, origin));
  router.get('/api/sites/:site', (request, response) => {
    const site = expectSite(sites, origin, request, response);
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

/** The site that a page asks for; a refusal may be read by any page, so that the chat can say what is wrong with it. */
function expectSite(sites: Sites, own: string, request: Request<{ site: string }>, response: Response): Site {
  const { origin = own } = request.headers;
  const site = sites.get(request.params.site);
  if (site && [own, ...site.origins].includes(origin)) return site;
  response.set('Access-Control-Allow-Origin', '*');
  throw site ? notOfSite(origin, site) : unknownSite(request.params.site);
}

function toSiteInfo({ id, name, accent, topics }: Site, staffed: boolean) {
  return { site: id, name, accent, topics, staffed };
}
