/** Routes that only tsloc has: the live feed, metrics for Prometheus, custom metrics. A test may have others at their paths. */
import type { Context } from 'hono';
import { takeSnapshot } from '../../core/snapshot.js';
import { csvFormatOf } from '../../report/csv/csv-rows.js';
import { metricsCsv, metricsCsvHeader } from '../../report/csv/metrics-rows.js';
import { metricsContentType, metricsText } from '../api/prometheus.js';
import type { Backend } from '../contracts/backend.js';
import { eventStream } from '../feed/event-stream.js';
import type { LiveFeed } from '../feed/live-feed.js';
import { csv } from './csv-reply.js';

/** What the routes read from. */
export interface TslocSources {
  readonly backend: Backend;
  readonly feed: LiveFeed;
}

/** The answers to GET, by path. */
export function tslocRoutes({ backend, feed }: TslocSources): ReadonlyMap<string, (context: Context) => Response> {
  return new Map([
    ['/metrics', (c: Context) => metrics(c, backend)],
    ['/stats/metrics/csv', (c) => metricsFile(c, backend)],
    ['/stats/stream', (c) => stream(c, feed)],
    ['/stats/history', (c) => rowHistory(c, feed)],
  ]);
}

function metrics(context: Context, { environment, workers }: Backend): Response {
  return context.body(metricsText(takeSnapshot(environment), workers), 200, { 'content-type': metricsContentType });
}

function metricsFile(context: Context, backend: Backend): Response {
  const { environment } = backend;
  const format = csvFormatOf(environment.stats, environment.parsedOptions);
  const rows = metricsCsv(takeSnapshot(environment).stats, format);
  return csv(context, backend, 'metrics', metricsCsvHeader + rows);
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
