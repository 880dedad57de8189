/** Routes that only tsloc has: the live feed, metrics for Prometheus, custom metrics. A test may have others at their paths. */
import { type Context, Hono, type Next } from 'hono';
import { takeSnapshot } from '../../core/snapshot.js';
import { csvFormatOf } from '../../report/csv/csv-rows.js';
import { metricsCsv, metricsCsvHeader } from '../../report/csv/metrics-rows.js';
import { metricsContentType, metricsText } from '../api/prometheus.js';
import type { Backend } from '../contracts/backend.js';
import { eventStream } from '../feed/event-stream.js';
import type { LiveFeed } from '../feed/live-feed.js';
import { csv } from './csv-reply.js';

/** What the routes read from. */
export interface OwnSources {
  readonly backend: Backend;
  readonly feed: LiveFeed;
}

/** Their paths. */
export const ownPaths: readonly string[] = ['/metrics', '/stats/metrics/csv', '/stats/stream', '/stats/history'];

/** `isReplaced(path)`: whether the test has a route of its own at a path, which then answers. */
export function ownRoutes({ backend, feed }: OwnSources, isReplaced: (path: string) => boolean): Hono {
  const snapshot = () => takeSnapshot(backend.environment);
  const routes = new Hono();
  const add = (path: string, answer: (context: Context) => Response) =>
    routes.get(path, (c: Context, next: Next) => (isReplaced(c.req.path) ? next() : answer(c)));
  add('/metrics', (c) => c.body(metricsText(snapshot(), backend.workers), 200, { 'content-type': metricsContentType }));
  add('/stats/metrics/csv', (c) => {
    const { stats, parsedOptions } = backend.environment;
    return csv(
      c,
      backend,
      'metrics',
      metricsCsvHeader + metricsCsv(snapshot().stats, csvFormatOf(stats, parsedOptions)),
    );
  });
  add('/stats/stream', (c) => stream(c, feed));
  add('/stats/history', (c) => rowHistory(c, feed));
  return routes;
}

function stream(context: Context, feed: LiveFeed): Response {
  const events = context.req.method === 'HEAD' ? '' : eventStream(feed); // nobody would end it
  return context.body(events, 200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no', // a proxy such as nginx must pass events on at once
  });
}

function rowHistory(context: Context, feed: LiveFeed): Response {
  const { method = '', name = '', since = '0' } = context.req.query();
  const row = feed.row(method, name, Number(since) || 0);
  return row === null ? context.json({ error: 'No such row, or beyond the first 500.' }, 404) : context.json(row);
}
