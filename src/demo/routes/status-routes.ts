/** Status of the service, without authentication. */
import { now } from '../../util/loop/clock.js';
import type { Site } from '../site.js';
import type { Route } from './route.js';

/** `GET /health`, and the internal `GET /__counts`. */
export function statusRoutes(site: Site): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/health',
      typicalMs: 3,
      handle: () => ({ status: 200, json: healthOf(site) }),
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

function healthOf({ startedAt, impairments: { leakedBytes } }: Site): object {
  const health = { status: 'ok', uptimeSeconds: (now() - startedAt) / 1000 };
  return leakedBytes === null ? health : { ...health, leakedBytes };
}

/** `GET /`: what a reader of the service's URL looks for. Not counted. */
export function indexRoute(routes: readonly Route[]): Route {
  const listed = routes.filter(({ isInternal }) => isInternal !== true);
  const json = { service: 'sample audio service', routes: listed.map(({ method, pattern }) => `${method} ${pattern}`) };
  return { method: 'GET', pattern: '/', typicalMs: 0, isInternal: true, handle: () => ({ status: 200, json }) };
}
