/** Status of the service, without authentication. */
import { now } from '../util/loop/clock.js';
import type { Route } from './route.js';
import type { Site } from './site.js';

/** `GET /health`, and the internal `GET /__counts`. */
export function statusRoutes(site: Site): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/health',
      typicalMs: 3,
      handle: () => ({ status: 200, json: { status: 'ok', uptimeSeconds: (now() - site.startedAt) / 1000 } }),
    },
    {
      method: 'GET',
      pattern: '/__counts',
      typicalMs: 0,
      isInternal: true,
      handle: () => ({ status: 200, json: site.counts.toRecord() }),
    },
  ];
}

/** `GET /`: what a reader of the service's URL looks for. Not counted. */
export function indexRoute(routes: readonly Route[]): Route {
  const listed = routes.filter(({ isInternal }) => isInternal !== true);
  const json = { service: 'sample audio service', routes: listed.map(({ method, pattern }) => `${method} ${pattern}`) };
  return { method: 'GET', pattern: '/', typicalMs: 0, isInternal: true, handle: () => ({ status: 200, json }) };
}
