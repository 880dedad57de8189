/** How the service itself is doing. Open to everybody. */
import { now } from '../util/loop/clock.js';
import type { Route } from './route.js';
import type { Site } from './site.js';

/** `GET /health`, and backstage `GET /__counts`. */
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
      backstage: true,
      handle: () => ({ status: 200, json: site.counts.toRecord() }),
    },
  ];
}
