import { existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { Router, type Request, type Response } from 'express';
import type { HttpParts } from './parts.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
const hashed = /[-.][0-9a-zA-Z_]{8,}\.\w+$/;
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The built loader, widget and console. */
export function staticRoutes({ folders }: Pick<HttpParts, 'folders'>): Router {
  const router = Router();
  router.get(['/jawort.js', '/widget/{*path}'], (request, response, next) => {
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
    const name = request.path === '/jawort.js' ? 'jawort.js' : request.path.slice('/widget/'.length);
    if (!sendBuilt(folders.widget, name, request, response)) next();
  });
  router.get('/', (_request, response) => {
    response.redirect(302, '/console/');
  });
  router.get('/console', (request, response, next) => {
    if (request.path === '/console') response.redirect(301, '/console/');
    else next();
  });
  router.get('/console/{*path}', (request, response, next) => {
    const name = request.path.slice('/console/'.length) || 'index.html';
    if (sendBuilt(folders.console, name, request, response)) return;
    if (extname(name) !== '' || !sendBuilt(folders.console, 'index.html', request, response)) next();
  });
  return router;
}

/** Sends a file of a built folder, compressed where the build left it so; `false` where there is none. */
function sendBuilt(folder: string, name: string, request: Request, response: Response): boolean {
  const type = types[extname(name)];
  const path = join(folder, normalize(`/${decodeURIComponent(name)}`));
  if (type === undefined || !existsSync(path)) return false;
  const [encoding, suffix] = encodingOf(path, request);
  response.vary('Accept-Encoding').set({
    'Content-Type': type,
    'Cache-Control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (encoding) response.set('Content-Encoding', encoding);
  response.sendFile(`${path}${suffix}`, { cacheControl: false, dotfiles: 'allow' });
  return true;
}

function encodingOf(path: string, request: Request): readonly [string, string] {
  const accepted = encodings.find(
    ([encoding, suffix]) => request.acceptsEncodings(encoding) !== false && existsSync(`${path}${suffix}`),
  );
  return accepted ?? ['', ''];
}
