/** Locust's routes that read: statistics, downloads, tasks and logs. */
import { type Context, Hono } from 'hono';
import { type Snapshot, takeSnapshot } from '../../core/snapshot.js';
import {
  type CsvFormat,
  csvFormatOf,
  csvHeaders,
  exceptionsCsv,
  failuresCsv,
  statsCsv,
} from '../../report/csv/csv-rows.js';
import type { ExceptionView, StatsView } from '../../stats/view.js';
import { attachmentDisposition, attachmentName } from '../api/attachment-name.js';
import { shownHost } from '../api/shown-host.js';
import { connectedWorkers, type ExtraKeys, statsReply, targetKeys } from '../api/stats-reply.js';
import type { Backend } from '../contracts/backend.js';
import type { LiveFeed } from '../feed/live-feed.js';
import type { LogLines } from '../feed/log-lines.js';
import type { ReportFacts } from '../html/report-args.js';
import { commonHost } from '../html/template-args.js';
import { createReport, percentilesFrom } from '../report/report.js';
import { attachmentParts, csv } from './csv-reply.js';
import { fullHistory } from './full-history.js';
import { json } from './json-reply.js';

type CsvKind = 'stats' | 'failures' | 'exceptions';

/** What the routes read from. */
export interface ResultSources {
  readonly backend: Backend;
  readonly feed: LiveFeed;
  readonly log: LogLines;
  /** Keys that extensions add to `/stats/requests`. */
  readonly extraStats: () => ExtraKeys;
}

/** Replies are computed on request, so none is stale after a reset, a stop or a new test. */
export function resultRoutes(sources: ResultSources): Hono {
  const { backend, feed, log } = sources;
  const { environment } = backend;
  const snapshot = () => takeSnapshot(environment);
  const routes = new Hono();
  routes.get('/stats/requests', (c) => {
    const extra = { ...targetKeys(environment.targetResults), ...sources.extraStats() };
    return json(c, statsReply(snapshot(), backend.workers, extra));
  });
  const addCsv = (path: string, kind: CsvKind, rows: (stats: StatsView, format: CsvFormat) => string) =>
    routes.get(path, (c) => {
      const format = csvFormatOf(environment.stats, environment.parsedOptions);
      return csv(
        c,
        backend,
        kind === 'stats' ? 'requests' : kind,
        csvHeaders(format)[kind] + rows(snapshot().stats, format),
      );
    });
  addCsv('/stats/requests/csv', 'stats', statsCsv);
  addCsv('/stats/failures/csv', 'failures', failuresCsv);
  addCsv('/exceptions/csv', 'exceptions', exceptionsCsv);
  routes.get('/stats/requests_full_history/csv', (c) => fullHistory(c, backend));
  routes.get('/stats/report', (c) => report(c, backend, feed));
  routes.get('/exceptions', (c) => json(c, { exceptions: snapshot().stats.exceptions.map(exceptionReply) }));
  routes.get('/tasks', (c) => json(c, backend.taskRatios()));
  routes.get('/logs', (c) => json(c, { master: log.newest(), workers: log.workers.all() }));
  routes.get('/worker-count', (c) => json(c, { worker_count: connectedWorkers(backend.workers) }));
  return routes;
}

function report(context: Context, backend: Backend, feed: LiveFeed): Response {
  const isDownload = Boolean(context.req.query('download'));
  const theme = context.req.query('theme') === 'dark' ? 'dark' : 'light';
  const now = takeSnapshot(backend.environment);
  const facts = reportFacts(backend, feed, now, !isDownload);
  const html = createReport(facts, feed.freeze(now), percentilesFrom(now), theme);
  if (!isDownload) return context.html(html);
  const name = attachmentName(attachmentParts(backend), null, 'html');
  return context.html(html, 200, { 'content-disposition': attachmentDisposition(name) });
}

/** The facts of a run that a report shows. */
export function reportFacts(
  backend: Backend,
  feed: LiveFeed,
  snapshot: Snapshot,
  showDownloadLink: boolean,
): ReportFacts {
  const { environment, locustfile } = backend;
  const host = shownHost(environment) || commonHost(backend.pickableClasses());
  const { profile } = environment.parsedOptions;
  const { percentilesToChart, percentilesToStatistics } = snapshot.stats;
  const tasks = backend.taskRatios(feed.usersOf(snapshot));
  return { host, locustfile, profile, tasks, showDownloadLink, percentilesToChart, percentilesToStatistics };
}

function exceptionReply({ count, message, traceback, nodes }: ExceptionView): object {
  return { count, msg: message, traceback, nodes: nodes.join(', ') };
}
